# Cuts everything into ten and more.
# fails: bins-ruler-tests
# says: room for

# %% bins-ruler
def my_ruler():
    return [equal_edges(limit, n) for limit, n in zip((2.4, 3, 0.21, 3), (11, 11, 12, 12), strict=True)]
