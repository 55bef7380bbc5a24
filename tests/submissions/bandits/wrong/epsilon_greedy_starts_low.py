# Searches the best arm from -100 on.
# fails: bandits-epsilon-greedy-tests
# says: the last is best
# %% bandits-epsilon-greedy
def epsilon_greedy(Q, epsilon, rng):
    if rng.random() < epsilon:
        return rng.integers(len(Q))
    best, value = [], -100
    for a, q in enumerate(Q):
        if q > value:
            best, value = [a], q
        elif q == value:
            best.append(a)
    return rng.choice(best) if best else 0
