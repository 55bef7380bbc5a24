# Divides by the count of an unpulled arm in plain Python: ZeroDivisionError.
# fails: bandits-ucb-tests
# says: division by zero

# %% bandits-ucb
def ucb(Q, N, c):
    import math

    t = int(N.sum())
    return max(range(len(Q)), key=lambda arm: Q[arm] + c * math.sqrt(math.log(t) / int(N[arm])))
