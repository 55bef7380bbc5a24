# The apple does not end the episode.
# fails: grid-step-tests
# says: an apple ends the episode

# %% grid-step
def step(board, state, action, rewards):
    cell = board.move(board.cell(state), action)
    kind = board.what(cell)
    reward = getattr(rewards, KIND_NAMES[kind]) if kind in ENDS else rewards.step
    return state if cell is None else board.state(cell), reward, kind in (WATER, WOLF, OUTSIDE)
