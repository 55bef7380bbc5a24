# Sums until the end.
# fails: mp-n-step-tests, mp-n-step-end-tests
# says: not all until

# %% mp-n-step
def n_step(rewards, values, over, n, gamma):
    targets = np.zeros(len(rewards))
    for t in range(len(rewards)):
        weight = 1.0
        for k in range(t, len(rewards)):
            targets[t] += weight * rewards[k]
            weight *= gamma
            if over[k]:
                weight = 0.0
                break
        targets[t] += weight * values[k + 1]
    return targets
