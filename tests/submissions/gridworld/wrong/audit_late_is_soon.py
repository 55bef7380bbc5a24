# Takes every walk to an apple for a shortest one.
# fails: grid-audit-tests, grid-audit-cut-off-tests
# says: longer than the shortest way

# %% grid-audit
def audit(board, walks):
    distances = distances_to_apple(board)
    some = [walks[c] for c in walks if distances[c] >= 0]
    reached = sum(how == "apple" for how, _ in some)
    return len(some), reached, reached
