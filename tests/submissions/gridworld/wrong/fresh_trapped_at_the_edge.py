# Says trapped although the way off the board is left.
# fails: grid-fresh-tests
# says: no trap
# %% grid-fresh
def fresh_walk(board, Q, start):
    path = [start]
    while True:
        state = board.state(path[-1])
        moves = {a: board.move(path[-1], a) for a in ACTIONS}
        inside = [a for a in ACTIONS if moves[a] is not None and moves[a] not in path]
        if not inside:
            return "trapped", path
        fresh = [a for a in ACTIONS if moves[a] not in path]
        best = max(fresh, key=lambda a: Q[state, a])
        if moves[best] is None:
            return "outside", path
        path.append(moves[best])
        if board.what(moves[best]) in ENDS:
            return KIND_NAMES[board.what(moves[best])], path
