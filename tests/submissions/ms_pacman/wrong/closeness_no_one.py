# Divides by the distance alone.
# fails: mp-closeness-tests
# says: 1 / (1 + d)

# %% mp-closeness
def closeness(distance, cells):
    if len(cells) == 0:
        return 0.0
    return 1 / max(distance[cells].min(), 1e-9)
