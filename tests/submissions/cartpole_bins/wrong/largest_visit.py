# Reaches as far as the farthest visit.
# fails: bins-limits-tests
# says: is not asked for

# %% bins-limits
def visited_limits(states, share):
    return np.abs(states).max(axis=0)
