# Where fewer than n rewards are left, forgets the value.
# fails: mz-ahead-tests
# says: where fewer than n rewards are left, the last value still

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = sum(gamma**k * rewards[t + k] for k in range(m))
        if t + n < T or (t + n == T and not terminated):
            z[t] += gamma**m * values[t + m]
    return z
