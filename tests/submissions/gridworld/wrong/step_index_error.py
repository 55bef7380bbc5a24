# Leaving the board at the bottom raises IndexError.
# fails: grid-step-edge-tests
# says: beyond the edge there is no cell

# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    row, column = divmod(state, board.width)
    row, column = row + (-1, 1, 0, 0)[action], column + (0, 0, -1, 1)[action]
    if row < 0 or column < 0:
        kind = OUTSIDE
    else:
        kind = board.cells[row][column]
    reward = getattr(rewards, KIND_NAMES[kind]) if kind in ends else rewards.step
    return state if kind == OUTSIDE else row * board.width + column, reward, kind in ends
