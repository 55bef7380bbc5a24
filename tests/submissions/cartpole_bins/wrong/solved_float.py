# Returns a float.
# fails: bins-solved-tests
# says: must be an integer

# %% bins-solved
def solved_after(returns, window, goal):
    for n in range(window, len(returns) + 1):
        if np.mean(returns[n - window : n]) >= goal:
            return float(n)
