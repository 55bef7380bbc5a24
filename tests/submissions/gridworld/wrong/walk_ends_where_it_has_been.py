# Ends as soon as it comes to a cell once more.
# fails: grid-walk-limit-tests
# says: before each move
# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    cell, seen = start, set()
    for steps in range(1, max_steps + 1):
        seen.add(cell)
        cell = board.move(cell, policy(board.state(cell), rng))
        kind = board.what(cell)
        if kind in ENDS:
            return KIND_NAMES[kind], steps
        if cell in seen:
            return "limit", max_steps
    return "limit", max_steps
