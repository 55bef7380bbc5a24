# The matrix of probabilities is transposed.
# fails: vi-evaluate-tests
# says: transposed

# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    r = np.einsum("sa,sat,sat->s", policy, T, R)
    P = np.einsum("sa,sat->ts", policy, T)
    return np.linalg.solve(np.eye(len(T)) - gamma * P, r)
