# Rounds the result.
# fails: vi-flip-tests
# says: rounded
# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    first = action_at(low)
    while high - low > tolerance:
        middle = (low + high) / 2
        if action_at(middle) == first:
            low = middle
        else:
            high = middle
    return round((low + high) / 2, 6)
