# Improves on the next reward alone, without the value of where it leads.
# fails: vi-policy-iteration-tests, vi-policy-iteration-possible-tests
# says: value of the next state

# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    policies = [policy]
    while True:
        Q = np.where(T.any(axis=2), np.sum(T * R, axis=2), -np.inf)
        if np.array_equal(Q.argmax(axis=1), policies[-1]):
            return policies
        policies.append(Q.argmax(axis=1))
