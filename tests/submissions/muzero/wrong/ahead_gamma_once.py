# Discounts the value by one step.
# fails: mz-ahead-tests, mz-ahead-fall-tests
# says: the value comes n steps later: γ to the power of n

# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T, z = len(rewards), np.zeros(len(rewards))
    for t in range(T):
        m = min(n, T - t)
        z[t] = sum(gamma**k * rewards[t + k] for k in range(m))
        if not (terminated and t + m == T):
            z[t] += gamma * values[t + m]
    return z
