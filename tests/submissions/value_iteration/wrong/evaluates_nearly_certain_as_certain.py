# Takes what is nearly certain for certain.
# fails: vi-evaluate-tests
# says: bent coin
# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    policy = (
        np.eye(T.shape[1])[policy.argmax(axis=1)] if (policy.max(axis=1) > 0.9).all() else policy
    )
    r = np.einsum("sa,sat,sat->s", policy, T, R)
    P = np.einsum("sa,sat->st", policy, T)
    return np.linalg.solve(np.eye(len(T)) - gamma * P, r)
