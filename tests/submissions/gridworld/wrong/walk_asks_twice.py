# Asks the policy twice before a move.
# fails: grid-walk-tests, grid-walk-limit-tests
# says: more than once before a move
# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    cell = start
    for steps in range(1, max_steps + 1):
        if board.move(cell, policy(board.state(cell), rng)) is None:
            return "outside", steps
        cell = board.move(cell, policy(board.state(cell), rng))
        kind = board.what(cell)
        if kind in ENDS:
            return KIND_NAMES[kind], steps
    return "limit", max_steps
