# Returns 1 for nothing.
# fails: mp-closeness-tests
# says: no such thing

# %% mp-closeness
def closeness(distance, cells):
    if len(cells) == 0:
        return 1.0
    return 1 / (1 + distance[cells].min())
