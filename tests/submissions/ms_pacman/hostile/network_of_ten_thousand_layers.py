# Fits, and is small, and takes for ever to ask.
# base: untouched
# %% mp-network
def my_network():
    deep = [np.ones((1, 1)), np.zeros(1)]
    return [np.ones((14, 1)), np.zeros(1)] + deep * 10_000
