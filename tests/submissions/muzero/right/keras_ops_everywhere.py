# keras.ops where others take TensorFlow, and one-hot rows by comparing.

# %% mz-loss
def guess_loss(preferences, values, lesson, k):
    policy = keras.ops.categorical_crossentropy(
        lesson.policies[:, k], preferences, from_logits=True
    )
    apart = keras.ops.subtract(values, lesson.targets[:, k])
    return policy * lesson.inside[:, k] + SCALE * lesson.known[:, k] * keras.ops.square(apart)


# %% mz-unroll
def unroll_loss(model, lesson, steps):
    hidden, loss, k = model.represent(lesson.states[:, 0]), [], 0
    while True:
        loss.append(
            keras.ops.mean(guess_loss(*model.heads(hidden), lesson, k)) / max(1, steps * (k > 0))
        )
        if k == steps:
            return keras.ops.sum(keras.ops.stack(loss))
        hidden, rewards = model.dynamics(hidden, lesson.actions[:, k])
        loss.append(keras.ops.mean(move_loss(model, hidden, rewards, lesson, k)) / steps)
        hidden = hidden - (hidden - keras.ops.stop_gradient(hidden)) / 2
        k += 1


# %% mz-dynamics
def dynamics(weights, hidden, actions, xp=np):
    actions = xp.reshape(actions, (-1, 1))
    which = xp.where(xp.equal(actions, xp.arange(2)), 1.0, 0.0)
    y = layer(weights, "step", xp.concatenate([hidden, which], axis=1))
    y = xp.where(y > 0, y, 0.0)
    return scaled(layer(weights, "change", y) + hidden, xp), layer(weights, "reward", y)[..., 0]


# %% mz-scaled
def scaled(h, xp=np):
    low = xp.expand_dims(xp.min(h, axis=1), 1)
    high = xp.expand_dims(xp.max(h, axis=1), 1)
    return xp.divide(xp.subtract(h, low), xp.add(xp.subtract(high, low), 1e-5))
