# Takes a reward of 0 for none.
# fails: grid-step-tests
# says: worth nothing
# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    cell = board.move(board.cell(state), action)
    kind = board.what(cell)
    terminated = kind in ends
    reward = (terminated and getattr(rewards, KIND_NAMES[kind])) or rewards.step
    next_state = state if cell is None else board.state(cell)
    return next_state, reward, terminated
