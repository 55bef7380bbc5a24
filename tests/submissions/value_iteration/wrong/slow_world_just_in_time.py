# The treasure lies 45 steps away: slow, but found before sweep 50.
# fails: vi-slow-tests
# says: already the best one

# %% vi-slow
def slow_world():
    T, R = np.zeros((2, 45, 2, 45))
    for s in range(45):
        T[s, 0, 0] = 1
        T[s, 1, min(s + 1, 44)] = 1
    R[:, 0, 0], R[-1, 1, -1] = 1, 100
    return T, R, 0.99
