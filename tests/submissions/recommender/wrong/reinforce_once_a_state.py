# += with an array of states: each adds once.
# fails: recommender-reinforce-tests
# says: np.add.at, not +=

# %% recommender-reinforce
def policy_gradient(h, states, actions, psi):
    policy = np.exp(h - h.max(axis=1, keepdims=True))
    policy /= policy.sum(axis=1, keepdims=True)
    gradient = np.zeros(h.shape)
    step = psi[:, None] * (np.eye(h.shape[1])[actions] - policy[states])
    gradient[states] += step
    return gradient / len(states)
