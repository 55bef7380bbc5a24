# Takes the power of the temperature.
# fails: mz-policy-tests
# says: the power is 1/τ, not τ

# %% mz-policy
def policy_of(N, temperature=1.0):
    """Return the policy that visits N, shape (n, 2), stand for; each row sums to 1."""
    share = (N / N.max(axis=1, keepdims=True)) ** temperature
    return share / share.sum(axis=1, keepdims=True)
