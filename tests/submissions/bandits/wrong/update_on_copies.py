# Changes copies: the caller's table stays as it was.
# fails: bandits-update-tests
# says: nothing changed

# %% bandits-update
def update(Q, N, arm, reward):
    Q, N = Q.copy(), N.copy()
    N[arm] += 1
    Q[arm] += (reward - Q[arm]) / N[arm]
    return Q, N
