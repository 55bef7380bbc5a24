# The row of zeros of an impossible action makes 0, and 0 looks good where everything costs.
# fails: vi-policy-iteration-possible-tests
# says: isn't possible

# %% vi-policy-iteration
def policy_iteration(T, R, policy, gamma, evaluate):
    policies = [policy]
    while True:
        better = np.sum(T * (R + gamma * evaluate(policies[-1])), axis=2).argmax(axis=1)
        if np.array_equal(better, policies[-1]):
            return policies
        policies.append(better)
