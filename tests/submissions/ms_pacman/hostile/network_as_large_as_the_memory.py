# Hands in more numbers than the machine has room for.
# base: untouched
# %% mp-network
def my_network():
    return [np.ones((14, 10**9)), np.ones(10**9), np.ones((10**9, 1)), np.zeros(1)]
