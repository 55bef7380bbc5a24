# Each ware gets ε.
# fails: recommender-epsilon-greedy-tests
# says: not ε

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = scores == scores.max(axis=1, keepdims=True)
    return epsilon + (1 - epsilon) * best / best.sum(axis=1, keepdims=True)
