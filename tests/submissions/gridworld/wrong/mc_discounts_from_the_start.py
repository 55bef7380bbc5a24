# Discounts from the beginning of the walk, not from the visit.
# fails: grid-monte-carlo-tests, grid-monte-carlo-first-tests
# says: what lies k steps behind

# %% grid-monte-carlo
def mc_prediction(walks, states, gamma):
    total, count = np.zeros((2, states))
    for walk in walks:
        faded = [gamma**k * step[1] for k, step in enumerate(walk)]
        met = set()
        for k, step in enumerate(walk):
            if step[0] not in met:
                met.add(step[0])
                total[step[0]] += sum(faded[k:])
                count[step[0]] += 1
    return total / np.maximum(count, 1)
