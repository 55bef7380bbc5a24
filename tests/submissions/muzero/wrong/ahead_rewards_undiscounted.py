# Does not discount the rewards.
# fails: mz-ahead-tests, mz-ahead-fall-tests
# says: later rewards count less, by another γ for each step

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = rewards[t : t + m].sum()
        if not (terminated and t + m == T):
            z[t] += gamma**m * values[t + m]
    return z
