# Averages the rewards, not the returns.
# fails: grid-monte-carlo-tests, grid-monte-carlo-first-tests
# says: not only the next one

# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    total, count = np.zeros((2, states))
    for walk in walks:
        G, first = 0.0, {}
        for state, reward, *_ in reversed(walk):
            G = reward
            first[state] = G
        for state, G in first.items():
            total[state] += G
            count[state] += 1
    return total / np.maximum(count, 1)
