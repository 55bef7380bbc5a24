# Rounds the values, so that near ones tie.
# fails: vi-greedy-tests
# says: near ones
# %% vi-greedy
def greedy_policy(Q):
    return Q.round(6).argmax(axis=1)
