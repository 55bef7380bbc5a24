# Does not count leaving the board among the moves.
# fails: grid-fresh-tests
# says: off the board

# %% grid-fresh
def fresh_walk(board, Q, start):
    path = [start]
    while True:
        fresh = [a for a in ACTIONS if board.move(path[-1], a) not in [*path, None]]
        if not fresh:
            return "trapped", path
        path.append(board.move(path[-1], max(fresh, key=lambda a: Q[board.state(path[-1]), a])))
        if board.what(path[-1]) in ENDS:
            return KIND_NAMES[board.what(path[-1])], path
