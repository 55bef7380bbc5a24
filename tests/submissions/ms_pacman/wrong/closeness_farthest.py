# Takes the farthest.
# fails: mp-closeness-tests
# says: nearest

# %% mp-closeness
def closeness(distance, cells):
    if len(cells) == 0:
        return 0.0
    return 1 / (1 + distance[cells].max())
