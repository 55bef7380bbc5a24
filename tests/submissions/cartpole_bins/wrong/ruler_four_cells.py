# Has two bins for the angle and two for the turning.
# fails: bins-ruler-tests
# says: they fall too soon

# %% bins-ruler
def my_ruler():
    return [equal_edges(limit, n) for limit, n in zip((2.4, 3, 0.21, 3), (1, 1, 2, 2), strict=True)]
