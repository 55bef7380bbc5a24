# Counts every visit, not the first of each walk.
# fails: grid-monte-carlo-first-tests
# says: that is every visit

# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    total, count = np.zeros((2, states))
    for walk in walks:
        G = 0.0
        for state, reward, *_ in reversed(walk):
            G = reward + gamma * G
            total[state] += G
            count[state] += 1
    return total / np.maximum(count, 1)
