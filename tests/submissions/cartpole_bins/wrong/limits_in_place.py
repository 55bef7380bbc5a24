# Takes absolute values in the given states themselves.
# fails: bins-limits-tests
# says: only read

# %% bins-limits
def visited_limits(states, share):
    np.abs(states, out=states)
    return np.quantile(states, share, axis=0)
