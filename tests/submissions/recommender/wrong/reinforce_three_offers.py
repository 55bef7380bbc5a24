# Three offers, as in the example.
# fails: recommender-reinforce-tests
# says: beside differences

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    policy = np.exp(h - h.max(axis=1, keepdims=True))
    policy /= policy.sum(axis=1, keepdims=True)
    gradient = np.zeros(h.shape)
    one = np.zeros((len(states), max(h.shape[1], 3)))
    one[np.arange(len(states)), np.minimum(actions, 2)] = 1
    step = psi[:, None] * (one[:, : h.shape[1]] - policy[states])
    np.add.at(gradient, states, step)
    return gradient / len(states)
