# Counts one reward more.
# fails: mz-ahead-tests, mz-ahead-fall-tests
# says: n rewards, not one more

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = sum(gamma**k * r for k, r in enumerate(rewards[t : t + n + 1]))
        if not (terminated and t + m == T):
            z[t] += gamma**m * values[t + m]
    return z
