# Moves what was done, and nothing else.
# fails: recommender-reinforce-tests
# says: what was *not* done

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    policy = np.exp(h - h.max(axis=1, keepdims=True))
    policy /= policy.sum(axis=1, keepdims=True)
    gradient = np.zeros(h.shape)
    np.add.at(gradient, (states, actions), psi * (1 - policy[states, actions]))
    return gradient / len(states)
