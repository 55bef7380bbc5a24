# Looks at all rows.
# fails: px-cart-tests

# %% px-cart
def cart_column(frame):
    dark = np.flatnonzero((frame.max(axis=2) < 128).any(axis=0))
    return int(dark[0] + dark[-1]) // 2
