# Stops after twenty improvements.
# fails: vi-policy-iteration-tests
# says: 31 plans
# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    policies = [policy]
    for _ in range(20):
        V = evaluate(policies[-1])
        Q = np.where(T.any(axis=2), np.sum(T * (R + gamma * V), axis=2), -np.inf)
        better = Q.argmax(axis=1)
        if np.array_equal(better, policies[-1]):
            return policies
        policies.append(better)
    return policies
