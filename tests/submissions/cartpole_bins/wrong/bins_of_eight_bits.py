# Returns bins of eight bits.
# fails: bins-digitise-tests
# says: 200 edges

# %% bins-digitise
def digitise(states, edges):
    columns = [np.digitize(states[:, i], inner) for i, inner in enumerate(edges)]
    return np.stack(columns, axis=1).astype(np.int8)
