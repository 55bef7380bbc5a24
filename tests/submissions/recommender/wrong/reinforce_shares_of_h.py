# The preferences by their sum, for chances.
# fails: recommender-reinforce-tests
# says: the gradient of four steps

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    policy = np.abs(h) / np.maximum(np.abs(h).sum(axis=1, keepdims=True), 1e-9)
    gradient = np.zeros(h.shape)
    step = psi[:, None] * (np.eye(h.shape[1])[actions] - policy[states])
    np.add.at(gradient, states, step)
    return gradient / len(states)
