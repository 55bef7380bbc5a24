# Looks at the ends of this clearing, whatever ends an episode elsewhere.
# fails: grid-step-tests, grid-step-edge-tests
# says: a wolf who is tame ends nothing here

# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    cell = board.move(board.cell(state), action)
    kind = board.what(cell)
    reward = getattr(rewards, KIND_NAMES[kind]) if kind in ENDS else rewards.step
    return state if cell is None else board.state(cell), reward, kind in ENDS
