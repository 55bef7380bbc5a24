# Looks at the number of steps only.
# fails: grid-audit-tests, grid-audit-cut-off-tests
# says: must have reached an apple

# %% grid-audit
def audit(board, walks):
    distances = distances_to_apple(board)
    some = [c for c in walks if distances[c] >= 0]
    reached = sum(walks[c][0] == "apple" for c in some)
    return len(some), reached, sum(walks[c][1] in (distances[c], 1, 4) for c in some)
