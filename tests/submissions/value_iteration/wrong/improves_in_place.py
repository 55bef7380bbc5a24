# One array, overwritten and appended again and again.
# fails: vi-policy-iteration-tests
# says: must begin with the plan given

# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    policies = [policy]
    while True:
        V = evaluate(policy)
        Q = np.where(T.any(axis=2), np.sum(T * (R + gamma * V), axis=2), -np.inf)
        better = Q.argmax(axis=1)
        if np.array_equal(better, policy):
            return policies
        policy[:] = better
        policies.append(policy)
