# Leaving the board at the top reads the last row.
# fails: grid-step-edge-tests
# says: row -1 is not the last row

# %% grid-step
def step(board, state, action, rewards, ends=ENDS):
    row, column = divmod(state, board.width)
    row, column = row + (-1, 1, 0, 0)[action], column + (0, 0, -1, 1)[action]
    try:
        kind = board.cells[row][column]
    except IndexError:
        kind = OUTSIDE
    reward = getattr(rewards, KIND_NAMES[kind]) if kind in ends else rewards.step
    return row * board.width + column, reward, kind in ends
