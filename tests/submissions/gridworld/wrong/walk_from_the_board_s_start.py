# Starts where the board says, not where it is told.
# fails: grid-walk-tests, grid-walk-limit-tests
# says: first that of `start`
# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    cell = board.start
    for steps in range(1, max_steps + 1):
        cell = board.move(cell, policy(board.state(cell), rng))
        kind = board.what(cell)
        if kind in ENDS:
            return KIND_NAMES[kind], steps
    return "limit", max_steps
