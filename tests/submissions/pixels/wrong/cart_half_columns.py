# Returns a place between two columns.
# fails: px-cart-tests
# says: integer

# %% px-cart
def cart_column(frame):
    dark = np.flatnonzero(frame[CART_ROW].max(axis=1) < 128)
    return (dark[0] + dark[-1]) / 2
