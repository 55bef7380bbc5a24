# Has a single bin for everything.
# fails: bins-ruler-tests
# says: they fall too soon

# %% bins-ruler
def my_ruler():
    return [[], [], [], []]
