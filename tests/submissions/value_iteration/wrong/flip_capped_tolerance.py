# Never looks closer than TOLERANCE.
# fails: vi-flip-tests
# says: to 1e-12
# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    first = action_at(low)
    while high - low > max(tolerance, TOLERANCE):
        middle = (low + high) / 2
        if action_at(middle) == first:
            low = middle
        else:
            high = middle
    return (low + high) / 2
