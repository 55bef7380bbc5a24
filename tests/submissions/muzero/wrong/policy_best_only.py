# Returns the best action and no policy.
# fails: mz-policy-tests
# says: a share for each action, not only for the best

# %% mz-policy
def policy_of(N, temperature=1.0):
    """Return the policy that visits N, shape (n, 2), stand for; each row sums to 1."""
    share = (N / N.max(axis=1, keepdims=True)) ** (1 / temperature)
    return np.eye(2)[share.argmax(axis=1)]
