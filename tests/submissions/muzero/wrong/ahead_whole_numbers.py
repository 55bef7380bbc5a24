# Rounds to whole numbers.
# fails: mz-ahead-tests, mz-ahead-fall-tests
# says: 6 moves

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        total = sum(gamma**k * rewards[t + k] for k in range(m))
        if not (terminated and t + m == T):
            total += gamma**m * values[t + m]
        z[t] = int(total)
    return z
