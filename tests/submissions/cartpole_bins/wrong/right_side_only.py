# Forgets that a skater may go to the left.
# fails: bins-limits-tests
# says: absolute values

# %% bins-limits
def visited_limits(states, share):
    return np.quantile(states, share, axis=0)
