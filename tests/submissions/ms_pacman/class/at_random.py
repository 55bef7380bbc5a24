# Hands in a network drawn at random; leaves the ways as they are in the mirror.
# fails: mp-mirror-tests, mp-network-tests

# %% mp-network
def my_network():
    draw = np.random.default_rng(1)
    return [draw.normal(size=(14, 32)), np.zeros(32), draw.normal(size=(32, 1)), np.zeros(1)]


# %% mp-mirror
def mirrored(windows, ways):
    return windows[:, :, ::-1], ways
