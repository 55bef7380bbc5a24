# Discounts the next reward, too.
# fails: grid-monte-carlo-tests, grid-monte-carlo-first-tests
# says: the next reward itself counts fully

# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    total, count = np.zeros((2, states))
    for walk in walks:
        G, first = 0.0, {}
        for state, reward, *_ in reversed(walk):
            G = gamma * (reward + G)
            first[state] = G
        for state, G in first.items():
            total[state] += G
            count[state] += 1
    return total / np.maximum(count, 1)
