# Writes a 0 into the values it was lent.
# fails: mz-ahead-fall-tests
# says: your function changed values

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    if terminated:
        values[-1] = 0
    for t in range(T):
        m = min(n, T - t)
        z[t] = sum(gamma**k * rewards[t + k] for k in range(m)) + gamma**m * values[t + m]
    return z
