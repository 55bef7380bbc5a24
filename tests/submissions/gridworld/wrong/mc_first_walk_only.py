# Counts only the first visit of all walks together.
# fails: grid-monte-carlo-tests, grid-monte-carlo-first-tests
# says: not only in the first walk that came by

# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    V, met = np.zeros(states), set()
    for walk in walks:
        G, first = 0.0, {}
        for state, reward, *_ in reversed(walk):
            G = reward + gamma * G
            first[state] = G
        for state, G in first.items():
            if state not in met:
                V[state] = G
        met |= set(first)
    return V
