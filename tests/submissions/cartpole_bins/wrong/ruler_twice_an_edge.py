# Has an edge twice.
# fails: bins-ruler-tests
# says: must ascend

# %% bins-ruler
def my_ruler():
    return [np.array([0.0, 0]), np.array([0.0]), np.linspace(-0.1, 0.1, 9), np.linspace(-1, 1, 9)]
