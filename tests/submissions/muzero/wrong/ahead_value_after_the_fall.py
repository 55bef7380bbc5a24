# Adds the value of where Peter lies.
# fails: mz-ahead-fall-tests
# says: after a fall comes nothing: no value of where Peter lies

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = sum(gamma**k * rewards[t + k] for k in range(m))
        z[t] += gamma**m * values[t + m]
    return z
