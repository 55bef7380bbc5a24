# Finds what is light.
# fails: px-cart-tests
# says: dark

# %% px-cart
def cart_column(frame):
    light = np.flatnonzero(frame[CART_ROW].max(axis=1) >= 128)
    return int(light[0] + light[-1]) // 2
