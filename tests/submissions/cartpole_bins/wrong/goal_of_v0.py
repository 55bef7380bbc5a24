# Uses the goal of v0, 195, for v1.
# fails: bins-solved-tests
# says: 195 was the goal of v0

# %% bins-solved
def solved_after(returns, window, goal):
    reached = np.flatnonzero(running_average(returns, window) >= 195)
    return int(reached[0]) + window if len(reached) else None
