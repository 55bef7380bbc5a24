# Nearly the best counts as the best.
# fails: recommender-epsilon-greedy-tests
# says: scores that nearly agree

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = np.isclose(scores, scores.max(axis=1, keepdims=True), atol=1e-3)
    return epsilon / scores.shape[1] + (1 - epsilon) * best / best.sum(axis=1, keepdims=True)
