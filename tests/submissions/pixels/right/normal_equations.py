# Fits with a pseudo-inverse.

# %% px-markov
def r_squared(inputs, targets):
    n = len(inputs)
    X = np.concatenate([np.ones((n, 1)), inputs.reshape(n, -1)], axis=1)
    first, second = slice(None, n // 2), slice(n // 2, None)
    said = X[second] @ (np.linalg.pinv(X[first]) @ targets[first])
    return 1 - np.mean((targets[second] - said) ** 2, axis=0) / np.var(targets[second], axis=0)


# %% px-cart
def cart_column(frame):
    row = cv2.cvtColor(frame, cv2.COLOR_RGB2RGBA)[CART_ROW, :, :3]
    (dark,) = np.nonzero(np.all(row < 128, axis=1))
    return (dark.min() + dark.max()) // 2
