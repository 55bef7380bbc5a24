# Boltzmann in place of ε-greedy.
# fails: recommender-epsilon-greedy-tests
# says: the chances at ε

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return epsilon / scores.shape[1] + (1 - epsilon) * e / e.sum(axis=1, keepdims=True)
