# Forgets the discount.
# fails: vi-evaluate-tests
# says: γ is missing

# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    r = np.einsum("sa,sat,sat->s", policy, T, R)
    P = np.einsum("sa,sat->st", policy, T)
    return np.linalg.pinv(np.eye(len(T)) - P) @ r
