# Takes a softmax of the visits.
# fails: mz-policy-tests
# says: shares of the visits, not a softmax of them

# %% mz-policy
def policy_of(N, temperature=1.0):
    power = (N - N.max(axis=1, keepdims=True)) / temperature
    return np.exp(power) / np.exp(power).sum(axis=1, keepdims=True)
