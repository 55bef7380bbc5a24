# ψ is read and not used.
# fails: recommender-reinforce-tests
# says: ψ is missing

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    policy = np.exp(h - h.max(axis=1, keepdims=True))
    policy /= policy.sum(axis=1, keepdims=True)
    gradient = np.zeros(h.shape)
    np.add.at(gradient, states, np.eye(h.shape[1])[actions] - policy[states])
    return gradient / len(states)
