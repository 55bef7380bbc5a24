# Returns where the cart ends.
# fails: px-cart-tests
# says: last column

# %% px-cart
def cart_column(frame):
    return int(np.flatnonzero(frame[CART_ROW].max(axis=1) < 128)[-1])
