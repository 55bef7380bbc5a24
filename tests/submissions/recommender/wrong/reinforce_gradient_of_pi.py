# The gradient of π, not of its logarithm.
# fails: recommender-reinforce-tests
# says: not of ln π

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    policy = np.exp(h - h.max(axis=1, keepdims=True))
    policy /= policy.sum(axis=1, keepdims=True)
    gradient = np.zeros(h.shape)
    step = psi[:, None] * (np.eye(h.shape[1])[actions] - policy[states])
    np.add.at(gradient, states, policy[states, actions][:, None] * step)
    return gradient / len(states)
