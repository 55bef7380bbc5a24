# Returns limits and numbers of bins.
# fails: bins-ruler-tests
# says: must ascend

# %% bins-ruler
def my_ruler():
    return [(2.4, 3, 0.21, 3), (4, 4, 12, 12), 1, 2]
