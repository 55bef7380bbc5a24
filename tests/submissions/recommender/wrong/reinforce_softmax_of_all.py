# One softmax over the whole table.
# fails: recommender-reinforce-tests
# says: over the row

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    policy = np.exp(h - h.max())
    policy /= policy.sum()
    gradient = np.zeros(h.shape)
    step = psi[:, None] * (np.eye(h.shape[1])[actions] - policy[states])
    np.add.at(gradient, states, step)
    return gradient / len(states)
