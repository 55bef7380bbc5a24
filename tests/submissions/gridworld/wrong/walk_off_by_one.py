# Does not count the last step.
# fails: grid-walk-tests, grid-walk-limit-tests
# says: count the last step too

# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    cell = start
    for steps in range(max_steps):
        cell = board.move(cell, policy(board.state(cell), rng))
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], steps
    return "limit", max_steps
