# Leaves out the share of ε.
# fails: recommender-epsilon-greedy-tests
# says: each also gets its ε/K

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = scores == scores.max(axis=1, keepdims=True)
    return (1 - epsilon) * best / best.sum(axis=1, keepdims=True)
