# Gives every state the return of the whole walk.
# fails: grid-monte-carlo-tests, grid-monte-carlo-first-tests
# says: that is the return of the whole walk

# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    total, count = np.zeros((2, states))
    for walk in walks:
        G = sum(gamma**k * step[1] for k, step in enumerate(walk))
        for state in {step[0] for step in walk}:
            total[state] += G
            count[state] += 1
    return total / np.maximum(count, 1)
