# Reads row -1 when Peter leaves the board at the top.
# fails: grid-walk-tests
# says: row -1 is *not* the last row

# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    row, column = start
    for steps in range(1, max_steps + 1):
        action = policy(board.state((row, column)), rng)
        row, column = row + (-1, 1, 0, 0)[action], column + (0, 0, -1, 1)[action]
        kind = board.cells[row][column]
        if kind in ENDS:
            return KIND_NAMES[kind], steps
    return "limit", max_steps
