# Has edges at infinity.
# fails: bins-ruler-tests
# says: infinity

# %% bins-ruler
def my_ruler():
    return [np.array([-np.inf, 0, np.inf]), np.array([0.0]), np.linspace(-0.1, 0.1, 9), np.linspace(-1, 1, 9)]
