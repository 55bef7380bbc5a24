# Returns a row for each number instead of a column.
# fails: bins-digitise-tests, bins-learner-tests
# says: on its side

# %% bins-digitise
def digitise(states, edges):
    return np.array([np.digitize(states[:, i], e) for i, e in enumerate(edges)])
