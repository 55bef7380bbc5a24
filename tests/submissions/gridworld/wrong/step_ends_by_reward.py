# Takes a step for the last if it pays something else.
# fails: grid-step-tests
# says: a wolf who costs no more
# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    cell = board.move(board.cell(state), action)
    kind = board.what(cell)
    reward = getattr(rewards, KIND_NAMES[kind]) if kind in ends else rewards.step
    terminated = reward != rewards.step
    next_state = state if cell is None else board.state(cell)
    return next_state, reward, terminated
