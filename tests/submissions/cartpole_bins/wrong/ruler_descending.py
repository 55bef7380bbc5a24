# Has edges that descend.
# fails: bins-ruler-tests
# says: must ascend

# %% bins-ruler
def my_ruler():
    return [np.array([1.0, 0, -1]), np.array([0.5, 0, -0.5]), np.linspace(0.1, -0.1, 9), np.linspace(1, -1, 9)]
