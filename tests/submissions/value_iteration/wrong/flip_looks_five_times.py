# Halves five times, whatever the tolerance.
# fails: vi-flip-tests
# says: 0.3

# %% vi-flip
def flip_point(action_at, low, high, tolerance):
    first = action_at(low)
    for _ in range(5):
        middle = (low + high) / 2
        low, high = (middle, high) if action_at(middle) == first else (low, middle)
    return (low + high) / 2
