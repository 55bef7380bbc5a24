# Searches for the best action from 0 upwards: where all values are negative, action 0 wins, possible or not.
# fails: vi-greedy-tests
# says: impossible action

# %% vi-greedy
def greedy_policy(Q):
    policy = np.zeros(len(Q), dtype=int)
    for state, row in enumerate(Q):
        best = 0
        for action, value in enumerate(row):
            if value > best:
                best, policy[state] = value, action
    return policy
