# Calls it solved after one good episode.
# fails: bins-solved-tests
# says: one episode is not enough

# %% bins-solved
def solved_after(returns, window, goal):
    reached = np.flatnonzero(returns[1:] >= goal)
    return int(reached[0]) + 2 if len(reached) else None
