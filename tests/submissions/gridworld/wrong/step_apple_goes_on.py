# The apple does not end the episode.
# fails: grid-step-tests
# says: an apple ends the episode

# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    cell = board.move(board.cell(state), action)
    kind = board.what(cell)
    reward = getattr(rewards, KIND_NAMES[kind]) if kind in ends else rewards.step
    return (
        state if cell is None else board.state(cell),
        reward,
        kind in ends and KIND_NAMES[kind] != "apple",
    )
