# Hands in 112,001 numbers where 100,000 are allowed; does not discount rewards.
# fails: mp-n-step-tests, mp-n-step-end-tests, mp-network-tests

# %% mp-network
def my_network():
    return [np.ones((14, 7000)), np.zeros(7000), np.ones((7000, 1)), np.zeros(1)]


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
