# Returns the distance.
# fails: mp-closeness-tests
# says: near is large

# %% mp-closeness
def closeness(distance, cells):
    if len(cells) == 0:
        return 0.0
    return float(distance[cells].min())
