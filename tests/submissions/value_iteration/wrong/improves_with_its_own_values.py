# Doesn't ask the evaluate it is given.
# fails: vi-policy-iteration-tests
# says: values that it returns
# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    policies = [policy]
    while True:
        V = policy_values(T, R, np.eye(T.shape[1])[policies[-1]], gamma)
        Q = np.where(T.any(axis=2), np.sum(T * (R + gamma * V), axis=2), -np.inf)
        better = Q.argmax(axis=1)
        if np.array_equal(better, policies[-1]):
            return policies
        policies.append(better)
