# Divides by four, as in the example.
# fails: recommender-epsilon-greedy-tests
# says: wares, ε

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = scores == scores.max(axis=1, keepdims=True)
    return epsilon / 4 + (1 - epsilon) * best / best.sum(axis=1, keepdims=True)
