# Never averages over more than the chapter's window.
# fails: bins-solved-tests
# says: window 130

# %% bins-solved
def solved_after(returns, window, goal):
    window = min(window, WINDOW)
    for n in range(window, len(returns) + 1):
        if np.mean(returns[n - window : n]) >= goal:
            return n
