# Counts starts without a way to an apple as missed.
# fails: grid-audit-cut-off-tests
# says: don't count as missed

# %% grid-audit
def audit(board, walks):
    distances = distances_to_apple(board)
    reached = [c for c, (how, _) in walks.items() if how == "apple"]
    return len(walks), len(reached), sum(walks[c][1] == distances[c] for c in reached)
