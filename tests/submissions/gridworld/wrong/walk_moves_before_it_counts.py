# Moves before it looks whether it may.
# fails: grid-walk-limit-tests
# says: max_steps
# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    cell, steps = start, 0
    while True:
        cell = board.move(cell, policy(board.state(cell), rng))
        steps += 1
        kind = board.what(cell)
        if kind in ENDS:
            return KIND_NAMES[kind], steps
        if steps >= max_steps:
            return "limit", max_steps
