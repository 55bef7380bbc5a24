# Rounds to whole numbers, because the answer began as integers.
# fails: mz-normal-tests, mz-search-tests
# says: these are shares, not whole numbers

# %% mz-normal
def normalised(q, low, high):
    """Return where q lies between low (0) and high (1), and 0 where these are equal; arrays that fit."""
    span = high - low
    answer = np.zeros(np.shape(q), dtype=int)
    answer[...] = np.where(span > 0, (q - low) / np.where(span > 0, span, 1), 0.0)
    return answer
