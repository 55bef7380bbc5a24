# Returns the best plan alone.
# fails: vi-policy-iteration-tests, vi-policy-iteration-possible-tests
# says: list of plans

# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    while True:
        V = evaluate(policy)
        Q = np.where(T.any(axis=2), np.sum(T * (R + gamma * V), axis=2), -np.inf)
        better = Q.argmax(axis=1)
        if np.array_equal(better, policy):
            return policy
        policy = better
