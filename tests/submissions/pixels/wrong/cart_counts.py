# Counts dark columns.
# fails: px-cart-tests
# says: number of dark columns

# %% px-cart
def cart_column(frame):
    return int((frame[CART_ROW].max(axis=1) < 128).sum())
