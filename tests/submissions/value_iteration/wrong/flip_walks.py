# Walks along the interval in steps of the tolerance.
# fails: vi-flip-tests
# says: halve the interval

# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    first = action_at(low)
    while action_at(low) == first:
        low += tolerance
    return low
