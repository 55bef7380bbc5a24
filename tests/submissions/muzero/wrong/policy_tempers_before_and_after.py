# Normalises first and tempers then, and forgets to normalise again.
# fails: mz-policy-tests
# says: each row is a policy and sums to 1

# %% mz-policy
def policy_of(N, temperature=1.0):
    """Return the policy that visits N, shape (n, 2), stand for; each row sums to 1."""
    return (N / N.sum(axis=1, keepdims=True)) ** (1 / temperature)
