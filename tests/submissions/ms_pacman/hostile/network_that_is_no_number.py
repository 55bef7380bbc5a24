# Not a number is neither more nor less than what is asked for; the largest of nothing is the first.
# base: untouched
# %% mp-network
def my_network():
    first = np.full((14, 2), np.inf)
    first[::2] = np.nan
    return [first, np.zeros(2), np.array([[1e308], [-1e308]]), np.full(1, -np.inf)]
