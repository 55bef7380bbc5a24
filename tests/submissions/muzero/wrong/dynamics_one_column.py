# Puts the bare action behind the hidden numbers.
# fails: mz-dynamics-tests
# says: number of columns

# %% mz-dynamics
def dynamics(weights, hidden, actions, xp=np):
    """Return the hidden numbers one step later, shape (n, width), and the rewards, shape (n,).

    hidden: shape (n, width). actions: 0 or 1, shape (n,). xp: np or keras.ops.
    """
    which = xp.reshape(actions, (-1, 1)) * 1.0
    inner = xp.maximum(layer(weights, "step", xp.concatenate([hidden, which], axis=1)), 0)
    return scaled(hidden + layer(weights, "change", inner), xp), layer(weights, "reward", inner)[
        :, 0
    ]
