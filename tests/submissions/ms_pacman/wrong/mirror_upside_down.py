# Turns the rows.
# fails: mp-mirror-tests
# says: rows

# %% mp-mirror
def mirrored(windows, ways):
    swapped = np.array([UP, LEFT, RIGHT, DOWN])
    return windows[:, ::-1], swapped[ways]
