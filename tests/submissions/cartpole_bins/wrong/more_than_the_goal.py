# Asks for more than the goal.
# fails: bins-solved-tests
# says: exactly the goal

# %% bins-solved
def solved_after(returns, window, goal):
    reached = np.flatnonzero(running_average(returns, window) > goal)
    return int(reached[0]) + window if len(reached) else None
