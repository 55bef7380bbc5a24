# Of several best the last alone.
# fails: recommender-epsilon-greedy-tests
# says: not the last alone

# %% recommender-epsilon-greedy
def epsilon_greedy(scores, epsilon):
    k = scores.shape[1]
    best = np.eye(k)[k - 1 - scores[:, ::-1].argmax(axis=1)]
    return epsilon / scores.shape[1] + (1 - epsilon) * best / best.sum(axis=1, keepdims=True)
