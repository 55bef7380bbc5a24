# Does not divide by the sum.
# fails: mz-policy-tests
# says: each row is a policy and sums to 1

# %% mz-policy
def policy_of(N, temperature=1.0):
    """Return the policy that visits N, shape (n, 2), stand for; each row sums to 1."""
    share = (N / N.max(axis=1, keepdims=True)) ** (1 / temperature)
    return share
