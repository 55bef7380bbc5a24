# Begins with the reward of the next move.
# fails: mz-ahead-tests, mz-ahead-fall-tests
# says: a moment's first reward is that of its own move

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = sum(gamma**k * r for k, r in enumerate(rewards[t + 1 : t + 1 + n]))
        if not (terminated and t + m == T):
            z[t] += gamma**m * values[t + m]
    return z
