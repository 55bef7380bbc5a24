# Says trapped as soon as the best move leads back.
# fails: grid-fresh-tests, grid-fresh-trapped-tests
# says: next best action

# %% grid-fresh
def fresh_walk(board, Q, start):
    path = [start]
    while True:
        cell = board.move(path[-1], Q[board.state(path[-1])].argmax())
        if cell in path:
            return "trapped", path
        if cell is not None:
            path.append(cell)
        if board.what(cell) in ENDS:
            return KIND_NAMES[board.what(cell)], path
