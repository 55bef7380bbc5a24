# ε is read and not used.
# fails: recommender-epsilon-greedy-tests
# says: ε isn't used

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = scores == scores.max(axis=1, keepdims=True)
    return best / best.sum(axis=1, keepdims=True)
