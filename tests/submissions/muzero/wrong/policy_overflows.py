# Takes the power of the visits themselves.
# fails: mz-policy-tests
# says: holds a NaN

# %% mz-policy
def policy_of(N, temperature=1.0):
    """Return the policy that visits N, shape (n, 2), stand for; each row sums to 1."""
    share = N ** (1 / temperature)
    return share / share.sum(axis=1, keepdims=True)
