# Takes the end at step 500 for a death.
# fails: mz-ahead-tests
# says: the game was cut off: what comes after its last move is

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = sum(gamma**k * rewards[t + k] for k in range(m))
        if t + m < T:
            z[t] += gamma**m * values[t + m]
    return z
