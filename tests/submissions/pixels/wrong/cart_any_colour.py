# Takes pure red for dark.
# fails: px-cart-tests
# says: three colours

# %% px-cart
def cart_column(frame):
    dark = np.flatnonzero(frame[CART_ROW].min(axis=1) < 128)
    return int(dark[0] + dark[-1]) // 2
