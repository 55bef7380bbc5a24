# Does not discount the value.
# fails: mz-ahead-tests, mz-ahead-fall-tests
# says: the value comes later: discount it as well

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = sum(gamma**k * rewards[t + k] for k in range(m))
        if not (terminated and t + m == T):
            z[t] += values[t + m]
    return z
