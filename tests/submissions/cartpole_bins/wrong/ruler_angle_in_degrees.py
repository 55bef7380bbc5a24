# Writes the angle in degrees.
# fails: bins-ruler-tests
# says: they fall too soon

# %% bins-ruler
def my_ruler():
    return [np.array([-0.8, 0.8]), np.array([-0.5, 0.5]), np.array([-6.0, -1, 1, 6]), np.array([-50.0, 50])]
