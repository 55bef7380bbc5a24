# Takes its own Q for what follows an end.
# fails: mp-improved-end-tests
# says: no next Q

# %% mp-improved
def improved(weights, x, reward, x_next, alpha, gamma):
    target = (
        reward + gamma * (x @ weights) if x_next is None else reward + gamma * (x_next @ weights)
    )
    return weights + alpha * (target - x @ weights) * x
