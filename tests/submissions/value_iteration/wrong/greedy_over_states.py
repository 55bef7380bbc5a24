# Takes the best state for each action.
# fails: vi-greedy-tests
# says: shake, wait and slide

# %% vi-greedy
def greedy_policy(Q):
    return Q.argmax(axis=0)
