# Adds up all actions without their probabilities.
# fails: vi-evaluate-tests
# says: multiply by the policy

# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    policy = (policy > 0).astype(float)
    r = np.einsum("sa,sat,sat->s", policy, T, R)
    P = np.einsum("sa,sat->st", policy, T)
    return np.linalg.solve(np.eye(len(T)) - gamma * P, r)
