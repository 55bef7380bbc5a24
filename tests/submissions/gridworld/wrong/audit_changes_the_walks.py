# Deletes from the walks it is given.
# fails: grid-audit-cut-off-tests
# says: your function changed
# %% grid-audit
def audit(board, walks):
    distances = distances_to_apple(board)
    for cell in list(walks):
        if distances[cell] < 0:
            del walks[cell]
    reached = [cell for cell in walks if walks[cell][0] == "apple"]
    shortest = [cell for cell in reached if walks[cell][1] == distances[cell]]
    return len(walks), len(reached), len(shortest)
