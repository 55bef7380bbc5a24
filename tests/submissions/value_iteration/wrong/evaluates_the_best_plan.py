# Takes the best action instead of the policy's.
# fails: vi-evaluate-tests
# says: or as the best

# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    V = np.zeros(len(T))
    for _ in range(5000):
        Q = np.sum(T * (R + gamma * V), axis=2)
        Q = np.where(T.any(axis=2), Q, -np.inf).max(axis=1)
        V = np.where(np.isfinite(Q), Q, 0)
    return V
