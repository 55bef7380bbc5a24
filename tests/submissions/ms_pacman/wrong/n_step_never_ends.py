# Sees no end.
# fails: mp-n-step-end-tests
# says: neither

# %% mp-n-step
def n_step(rewards, values, over, n, gamma):
    targets = np.zeros(len(rewards))
    for t in range(len(rewards)):
        weight = 1.0
        for k in range(t, min(t + n, len(rewards))):
            targets[t] += weight * rewards[k]
            weight *= gamma
        targets[t] += weight * values[k + 1]
    return targets
