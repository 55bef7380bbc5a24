# Takes the likeliest action instead of the mean.
# fails: vi-evaluate-tests
# says: as the likeliest
# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    a, s = policy.argmax(axis=1), np.arange(len(T))
    P = T[s, a]
    r = np.sum(P * R[s, a], axis=1)
    return np.linalg.solve(np.eye(len(T)) - gamma * P, r)
