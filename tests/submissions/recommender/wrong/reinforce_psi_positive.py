# Learns from what went well only.
# fails: recommender-reinforce-tests
# says: the gradient of four steps

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    policy = np.exp(h - h.max(axis=1, keepdims=True))
    policy /= policy.sum(axis=1, keepdims=True)
    gradient = np.zeros(h.shape)
    step = np.maximum(psi, 0)[:, None] * (np.eye(h.shape[1])[actions] - policy[states])
    np.add.at(gradient, states, step)
    return gradient / len(states)
