# Has its edges where nobody ever is.
# fails: bins-ruler-tests
# says: where nobody ever is

# %% bins-ruler
def my_ruler():
    return [np.array([3.0, 4, 5]), np.array([5.0, 6]), np.array([0.3, 0.4, 0.5]), np.array([8.0, 9])]
