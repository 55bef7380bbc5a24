# Tells where the window begins.
# fails: bins-solved-tests
# says: begins

# %% bins-solved
def solved_after(returns, window, goal):
    reached = np.flatnonzero(running_average(returns, window) >= goal)
    return int(reached[0]) if len(reached) else None
