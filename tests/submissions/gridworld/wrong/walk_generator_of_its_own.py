# Hands the policy a generator of its own.
# fails: grid-walk-tests, grid-walk-limit-tests
# says: another `rng`
# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    rng = np.random.default_rng(SEED)
    cell = start
    for steps in range(1, max_steps + 1):
        cell = board.move(cell, policy(board.state(cell), rng))
        kind = board.what(cell)
        if kind in ENDS:
            return KIND_NAMES[kind], steps
    return "limit", max_steps
