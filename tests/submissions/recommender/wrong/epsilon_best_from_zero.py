# Looks for the best above 0.
# fails: recommender-epsilon-greedy-tests
# says: wares, ε

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = scores == np.maximum(scores.max(axis=1, keepdims=True), 0)
    n = np.maximum(best.sum(axis=1, keepdims=True), 1)
    return epsilon / scores.shape[1] + (1 - epsilon) * best / n
