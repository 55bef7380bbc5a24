# Drops the reward that ends a life.
# fails: mp-n-step-end-tests
# says: counts itself

# %% mp-n-step
def n_step(rewards, values, over, n, gamma):
    targets = np.zeros(len(rewards))
    for t in range(len(rewards)):
        weight = 1.0
        for k in range(t, min(t + n, len(rewards))):
            if over[k]:
                weight = 0.0
                break
            targets[t] += weight * rewards[k]
            weight *= gamma
        targets[t] += weight * values[k + 1]
    return targets
