# Only avoids the cell it just came from.
# fails: grid-fresh-tests, grid-fresh-trapped-tests
# says: no walk in a circle

# %% grid-fresh
def fresh_walk(board, Q, start):
    path = [start]
    while len(path) < 200:
        back = path[-2:-1]
        cells = {a: board.move(path[-1], a) for a in ACTIONS if board.move(path[-1], a) not in back}
        cell = cells[max(cells, key=lambda a: Q[board.state(path[-1]), a])]
        if cell is not None:
            path.append(cell)
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], path
    return "trapped", path
