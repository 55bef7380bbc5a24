# Takes the mean.
# fails: mp-closeness-tests
# says: mean

# %% mp-closeness
def closeness(distance, cells):
    if len(cells) == 0:
        return 0.0
    return 1 / (1 + distance[cells].mean())
