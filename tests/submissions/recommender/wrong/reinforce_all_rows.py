# Takes π away in all states.
# fails: recommender-reinforce-tests
# says: own state

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    policy = np.exp(h - h.max(axis=1, keepdims=True))
    policy /= policy.sum(axis=1, keepdims=True)
    gradient = np.zeros(h.shape)
    np.add.at(gradient, (states, actions), psi)
    return (gradient - psi.sum() * policy) / len(states)
