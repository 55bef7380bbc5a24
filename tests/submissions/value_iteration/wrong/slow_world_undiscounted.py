# γ = 1: then nothing ever settles.
# fails: vi-slow-tests
# says: from 0 to 0.999

# %% vi-slow
def slow_world():
    T = np.ones((1, 2, 1))
    R = np.array([[[1.0], [2.0]]])
    return T, R, 1.0
