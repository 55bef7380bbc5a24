# Lets the return of one walk flow into the one before.
# fails: grid-monte-carlo-tests, grid-monte-carlo-first-tests
# says: gamma 0.5

# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    total, count = np.zeros((2, states))
    G = 0.0
    for walk in walks:
        first = {}
        for state, reward, *_ in reversed(walk):
            G = reward + gamma * G
            first[state] = G
        for state, G in first.items():
            total[state] += G
            count[state] += 1
    return total / np.maximum(count, 1)
