# Divides by the largest of all rows, and small rows vanish.
# fails: mz-policy-tests
# says: holds a NaN

# %% mz-policy
def policy_of(N, temperature=1.0):
    """Return the policy that visits N, shape (n, 2), stand for; each row sums to 1."""
    share = (N / N.max()) ** (1 / temperature)
    return share / share.sum(axis=1, keepdims=True)
