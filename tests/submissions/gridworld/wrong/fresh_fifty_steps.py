# Stops after fifty steps.
# fails: grid-fresh-tests
# says: 64 cells
# %% grid-fresh
def fresh_walk(board, Q, start):
    path = [start]
    for _ in range(50):
        state = board.state(path[-1])
        fresh = [a for a in ACTIONS if board.move(path[-1], a) not in path]
        if not fresh:
            return "trapped", path
        cell = board.move(path[-1], max(fresh, key=lambda a: Q[state, a]))
        if cell is not None:
            path.append(cell)
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], path
    return "trapped", path
