# Adds the next life's rewards.
# fails: mp-n-step-end-tests
# says: no reward

# %% mp-n-step
def n_step(rewards, values, over, n, gamma):
    targets = np.zeros(len(rewards))
    for t in range(len(rewards)):
        weight, dead = 1.0, False
        for k in range(t, min(t + n, len(rewards))):
            targets[t] += weight * rewards[k]
            weight *= gamma
            if over[k]:
                dead = True
        targets[t] += (0.0 if dead else weight) * values[k + 1]
    return targets
