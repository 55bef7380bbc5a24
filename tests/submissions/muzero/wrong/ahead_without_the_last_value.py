# Bootstraps from the last state that has a move.
# fails: mz-ahead-tests
# says: the last of the values is that of where the game was cut off

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = sum(gamma**k * rewards[t + k] for k in range(m))
        if not (terminated and t + m == T):
            z[t] += gamma**m * values[min(t + m, T - 1)]
    return z
