# Divides by the best of all rows together.
# fails: recommender-epsilon-greedy-tests
# says: not in all rows

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = scores == scores.max(axis=1, keepdims=True)
    return epsilon / scores.shape[1] + (1 - epsilon) * best / best.sum()
