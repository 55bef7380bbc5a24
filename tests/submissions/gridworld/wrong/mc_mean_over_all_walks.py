# Divides by all walks.
# fails: grid-monte-carlo-tests, grid-monte-carlo-first-tests
# says: not by all of them

# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    total, count = np.zeros((2, states))
    for walk in walks:
        G, first = 0.0, {}
        for state, reward, *_ in reversed(walk):
            G = reward + gamma * G
            first[state] = G
        for state, G in first.items():
            total[state] += G
            count[state] += 1
    return total / max(len(walks), 1)
