# Does not discount rewards.
# fails: mp-n-step-tests, mp-n-step-end-tests
# says: later rewards

# %% mp-n-step
def n_step(rewards, values, over, n, gamma):
    targets = np.zeros(len(rewards))
    for t in range(len(rewards)):
        weight = 1.0
        for k in range(t, min(t + n, len(rewards))):
            targets[t] += rewards[k]
            weight *= gamma
            if over[k]:
                weight = 0.0
                break
        targets[t] += weight * values[k + 1]
    return targets
