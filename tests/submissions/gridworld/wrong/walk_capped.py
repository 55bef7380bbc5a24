# Caps max_steps at the notebook's own LIMIT.
# fails: grid-walk-limit-tests
# says: ask the policy

# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    cell = start
    for steps in range(1, min(max_steps, LIMIT) + 1):
        cell = board.move(cell, policy(board.state(cell), rng))
        kind = board.what(cell)
        if kind in ENDS:
            return KIND_NAMES[kind], steps
    return "limit", max_steps
