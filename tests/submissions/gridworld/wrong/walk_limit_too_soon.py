# Says limit although the last move ended the walk.
# fails: grid-walk-limit-tests
# says: very last move counts

# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    cell = start
    for steps in range(1, max_steps + 1):
        cell = board.move(cell, policy(board.state(cell), rng))
        if steps == max_steps:
            break
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], steps
    return "limit", max_steps
