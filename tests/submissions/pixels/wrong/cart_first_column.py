# Returns where the cart begins.
# fails: px-cart-tests
# says: first column

# %% px-cart
def cart_column(frame):
    return int(np.flatnonzero(frame[CART_ROW].max(axis=1) < 128)[0])
