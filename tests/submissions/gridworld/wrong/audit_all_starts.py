# Goes through the starts of the board, not the walks.
# fails: grid-audit-cut-off-tests
# says: KeyError
# %% grid-audit
def audit(board, walks):
    distances = distances_to_apple(board)
    reachable = [cell for cell in board.starts if distances[cell] >= 0]
    reached = [cell for cell in reachable if walks[cell][0] == "apple"]
    shortest = [cell for cell in reached if walks[cell][1] == distances[cell]]
    return len(reachable), len(reached), len(shortest)
