# Looks at a hundred steps of each walk.
# fails: grid-monte-carlo-tests
# says: one walk of 150 steps

# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    total, count = np.zeros((2, states))
    for walk in walks:
        G, first = 0.0, {}
        for state, reward, *_ in reversed(walk[:LIMIT]):
            G = reward + gamma * G
            first[state] = G
        for state, G in first.items():
            total[state] += G
            count[state] += 1
    return total / np.maximum(count, 1)
