# Takes the best of the moves that are left, also where none is left.
# fails: grid-fresh-trapped-tests
# says: none is left to choose from

# %% grid-fresh
def fresh_walk(board, Q, start):
    path = [start]
    while True:
        fresh = [a for a in ACTIONS if board.move(path[-1], a) not in path]
        cell = board.move(path[-1], max(fresh, key=lambda a: Q[board.state(path[-1]), a]))
        if cell is not None:
            path.append(cell)
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], path
