# Looks up the cell below the last row.
# fails: grid-walk-tests
# says: beyond the edge there is no cell

# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    row, column = start
    for steps in range(1, max_steps + 1):
        action = policy(board.state((row, column)), rng)
        row, column = row + (-1, 1, 0, 0)[action], column + (0, 0, -1, 1)[action]
        if row < 0 or column < 0:
            return "outside", steps
        kind = board.cells[row][column]
        if kind in ENDS:
            return KIND_NAMES[kind], steps
    return "limit", max_steps
