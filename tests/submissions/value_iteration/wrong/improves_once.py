# One improvement, and home.
# fails: vi-policy-iteration-tests, vi-policy-iteration-possible-tests
# says: only one improvement

# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    V = evaluate(policy)
    Q = np.where(T.any(axis=2), np.sum(T * (R + gamma * V), axis=2), -np.inf)
    better = Q.argmax(axis=1)
    return [policy] if np.array_equal(better, policy) else [policy, better]
