# Uses the numbers of this chapter, not the argument.
# fails: grid-step-tests, grid-step-edge-tests
# says: the reward of

# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    cell = board.move(board.cell(state), action)
    kind = board.what(cell)
    reward = {"apple": 10, "wolf": -10, "water": -10, "outside": -10}.get(KIND_NAMES[kind], -0.1)
    return state if cell is None else board.state(cell), reward, kind in ends
