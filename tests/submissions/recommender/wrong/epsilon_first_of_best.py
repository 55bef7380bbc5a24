# argmax: of several best the first alone.
# fails: recommender-epsilon-greedy-tests
# says: not the first alone

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    best = np.eye(scores.shape[1])[scores.argmax(axis=1)]
    return epsilon / scores.shape[1] + (1 - epsilon) * best / best.sum(axis=1, keepdims=True)
