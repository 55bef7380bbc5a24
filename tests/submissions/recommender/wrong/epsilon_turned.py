# ε and 1 − ε the wrong way round.
# fails: recommender-epsilon-greedy-tests
# says: ε is inverted

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = scores == scores.max(axis=1, keepdims=True)
    return (1 - epsilon) / scores.shape[1] + epsilon * best / best.sum(axis=1, keepdims=True)
