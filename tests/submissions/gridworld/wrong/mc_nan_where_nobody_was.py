# Divides by 0 where no walk came by.
# fails: grid-monte-carlo-tests
# says: a state to which no walk came keeps the value 0

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
    return total / count
