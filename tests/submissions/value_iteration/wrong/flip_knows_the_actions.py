# Takes it for granted that the action changes from 0 to 2.
# fails: vi-flip-tests
# says: compare with the one at the low end

# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    while high - low > tolerance:
        middle = (low + high) / 2
        if action_at(middle) == 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
