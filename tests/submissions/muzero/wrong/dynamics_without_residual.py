# Takes the change for the whole.
# fails: mz-dynamics-tests
# says: the layers compute the *change*: add it to the hidden

# %% mz-dynamics
def dynamics(weights, hidden, actions, xp=np):
    """Return the hidden numbers one step later, shape (n, width), and the rewards, shape (n,).

    hidden: shape (n, width). actions: 0 or 1, shape (n,). xp: np or keras.ops.
    """
    which = xp.take(xp.eye(2, dtype="float32"), actions, axis=0)
    inner = xp.maximum(layer(weights, "step", xp.concatenate([hidden, which], axis=1)), 0)
    return scaled(layer(weights, "change", inner), xp), layer(weights, "reward", inner)[:, 0]
