# Ignores the temperature.
# fails: mz-policy-tests
# says: the temperature has no effect

# %% mz-policy
def policy_of(N, temperature=1.0):
    """Return the policy that visits N, shape (n, 2), stand for; each row sums to 1."""
    share = N / N.max(axis=1, keepdims=True)
    return share / share.sum(axis=1, keepdims=True)
