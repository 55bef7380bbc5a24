# Fifty sweeps of policy evaluation instead of a solution: not exact.
# fails: vi-evaluate-tests
# says: a die on Peter's map

# %% vi-evaluate
def policy_values(T, R, policy, gamma):
    r = np.einsum("sa,sat,sat->s", policy, T, R)
    P = np.einsum("sa,sat->st", policy, T)
    V = np.zeros(len(r))
    for _ in range(50):
        V = r + gamma * P @ V
    return V
