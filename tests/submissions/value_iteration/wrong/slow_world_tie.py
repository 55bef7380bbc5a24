# Two actions that are worth exactly the same: argmax may flicker, but nothing is wrong after sweep 50.
# fails: vi-slow-tests
# says: already the best one

# %% vi-slow
def slow_world():
    T = np.ones((1, 2, 1))
    R = np.ones((1, 2, 1))
    return T, R, 0.99
