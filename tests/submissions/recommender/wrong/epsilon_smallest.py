# Takes the smallest score for the best.
# fails: recommender-epsilon-greedy-tests
# says: the largest score

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = scores == scores.min(axis=1, keepdims=True)
    return epsilon / scores.shape[1] + (1 - epsilon) * best / best.sum(axis=1, keepdims=True)
