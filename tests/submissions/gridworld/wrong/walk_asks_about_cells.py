# Tells the policy a cell, not a state.
# fails: grid-walk-tests
# says: number of Peter's *state*

# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    cell = start
    for steps in range(1, max_steps + 1):
        cell = board.move(cell, policy(cell, rng))
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], steps
    return "limit", max_steps
