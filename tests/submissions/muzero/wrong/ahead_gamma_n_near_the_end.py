# Discounts by n steps, also where there are fewer.
# fails: mz-ahead-tests
# says: near the end there are fewer rewards, and the value comes

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = sum(gamma**k * rewards[t + k] for k in range(m))
        if not (terminated and t + m == T):
            z[t] += gamma**n * values[t + m]
    return z
