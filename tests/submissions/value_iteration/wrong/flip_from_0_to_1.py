# Looks from 0 to 0.999, whatever low and high are.
# fails: vi-flip-tests
# says: between low and high
# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    low, high = 0, 0.999
    first = action_at(low)
    while high - low > tolerance:
        middle = (low + high) / 2
        if action_at(middle) == first:
            low = middle
        else:
            high = middle
    return (low + high) / 2
