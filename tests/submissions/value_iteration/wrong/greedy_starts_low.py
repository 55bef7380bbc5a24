# Searches the largest value from -1,000 on.
# fails: vi-greedy-tests
# says: very low values
# %% vi-greedy
def greedy_policy(Q):
    policy = []
    for row in Q:
        best, value = 0, -1000
        for a, q in enumerate(row):
            if q > value:
                best, value = a, q
        policy.append(best)
    return np.array(policy)
