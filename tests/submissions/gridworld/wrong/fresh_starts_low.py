# Searches the best move from -100 on.
# fails: grid-fresh-tests
# says: far below 0
# %% grid-fresh
def fresh_walk(board, Q, start):
    path = [start]
    while True:
        state = board.state(path[-1])
        best, value = None, -100
        for a in ACTIONS:
            if board.move(path[-1], a) not in path and Q[state, a] > value:
                best, value = a, Q[state, a]
        if best is None:
            return "trapped", path
        cell = board.move(path[-1], best)
        if cell is not None:
            path.append(cell)
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], path
