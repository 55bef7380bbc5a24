# Compiles the loss, and halves the slope by a gradient of its own.

# %% mz-loss
@tf.function
def guess_loss(preferences, values, lesson, k):
    log_p = tf.nn.log_softmax(preferences, axis=1)
    policy = tf.tensordot(tf.cast(lesson.policies[:, k], tf.float32) * log_p, [1.0, 1.0], 1)
    error = tf.square(tf.cast(lesson.targets[:, k], tf.float32) - values)
    return -policy * lesson.inside[:, k] + SCALE * lesson.known[:, k] * error


# %% mz-unroll
@tf.custom_gradient
def half_the_slope(x):
    return tf.identity(x), lambda slope: slope / 2


@tf.function
def unroll_loss(model, lesson, steps):
    hidden, loss = model.represent(lesson.states[:, 0]), tf.constant(0.0)
    for k in range(steps + 1):
        loss += tf.reduce_mean(guess_loss(*model.heads(hidden), lesson, k)) / (
            steps if k > 0 else 1
        )
        if k < steps:
            hidden, rewards = model.dynamics(hidden, lesson.actions[:, k])
            loss += tf.reduce_mean(move_loss(model, hidden, rewards, lesson, k)) / steps
            hidden = half_the_slope(hidden)
    return loss


# %% mz-dynamics
def dynamics(weights, hidden, actions, xp=np):
    if xp is np:
        which = np.zeros((len(actions), 2), np.float32)
        which[np.arange(len(actions)), actions] = 1
    else:
        which = tf.one_hot(actions, 2)
    x = xp.concatenate([hidden, which], axis=1)
    inner = (
        xp.clip(layer(weights, "step", x), 0, np.inf)
        if xp is np
        else tf.nn.relu(layer(weights, "step", x))
    )
    return scaled(hidden + layer(weights, "change", inner), xp), layer(weights, "reward", inner)[
        :, 0
    ]
