# Returns bins as floats.
# fails: bins-digitise-tests, bins-learner-tests
# says: return integers

# %% bins-digitise
def digitise(states, edges):
    columns = [np.digitize(states[:, i], inner) for i, inner in enumerate(edges)]
    return np.stack(columns, axis=1).astype(float)
