# Moves the wrong end of the interval.
# fails: vi-flip-tests
# says: wrong half

# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    first = action_at(low)
    while high - low > tolerance:
        middle = (low + high) / 2
        if action_at(middle) == first:
            high = middle
        else:
            low = middle
    return (low + high) / 2
