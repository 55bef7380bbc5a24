# Adds no value behind the last note.
# fails: mp-n-step-tests, mp-n-step-end-tests
# says: where the notes end

# %% mp-n-step
def n_step(rewards, values, over, n, gamma):
    targets = np.zeros(len(rewards))
    for t in range(len(rewards)):
        weight = 1.0
        for k in range(t, min(t + n, len(rewards))):
            targets[t] += weight * rewards[k]
            weight *= gamma
            if over[k]:
                weight = 0.0
                break
        targets[t] += (
            weight
            * values[k + 1]
            * (t + n <= len(rewards) and k + 1 < len(rewards) or t + n == len(rewards))
        )
    return targets
