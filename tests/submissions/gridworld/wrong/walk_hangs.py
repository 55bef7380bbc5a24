# Walks until something happens, for ever if need be.
# fails: grid-walk-limit-tests
# says: would never end

# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    cell, steps = start, 0
    while board.what(cell) not in ENDS:
        cell = board.move(cell, policy(board.state(cell), rng))
        steps += 1
    return KIND_NAMES[board.what(cell)], steps
