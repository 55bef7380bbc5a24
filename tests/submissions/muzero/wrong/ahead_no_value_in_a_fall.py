# A game that ended in a fall has no values at all.
# fails: mz-ahead-fall-tests
# says: a value n steps ahead counts as long as that is *before*

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = sum(gamma**k * rewards[t + k] for k in range(m))
        if not terminated:
            z[t] += gamma**m * values[t + m]
    return z
