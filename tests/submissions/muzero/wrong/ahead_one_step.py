# Looks one step ahead.
# fails: mz-ahead-tests, mz-ahead-fall-tests
# says: that is one step: n rewards, then the value

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = rewards[t]
        if not (terminated and t + 1 == T):
            z[t] += gamma * values[t + 1]
    return z
