# Hands the action over as a number.
# fails: mz-dynamics-tests
# says: an action is no quantity: action 0 must not be all zeros

# %% mz-dynamics
def dynamics(weights, hidden, actions, xp=np):
    a = xp.cast(actions, "float32") if xp is keras.ops else np.float32(actions)
    which = xp.stack([a, 0 * a], axis=1)
    inner = xp.maximum(layer(weights, "step", xp.concatenate([hidden, which], axis=1)), 0)
    return scaled(hidden + layer(weights, "change", inner), xp), layer(weights, "reward", inner)[
        :, 0
    ]
