# Does not note the cell that ends the walk.
# fails: grid-fresh-tests
# says: belongs to the path

# %% grid-fresh
def fresh_walk(board, Q, start):
    path = [start]
    while True:
        fresh = [a for a in ACTIONS if board.move(path[-1], a) not in path]
        if not fresh:
            return "trapped", path
        cell = board.move(path[-1], max(fresh, key=lambda a: Q[board.state(path[-1]), a]))
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], path
        path.append(cell)
