# Looks at the angle only.
# fails: bins-ruler-tests
# says: they fall too soon

# %% bins-ruler
def my_ruler():
    return [equal_edges(limit, n) for limit, n in zip((2.4, 3, 0.21, 3), (1, 1, 24, 1), strict=True)]
