# Turns no picture.
# fails: mp-mirror-tests
# says: reverse order

# %% mp-mirror
def mirrored(windows, ways):
    swapped = np.array([UP, LEFT, RIGHT, DOWN])
    return windows, swapped[ways]
