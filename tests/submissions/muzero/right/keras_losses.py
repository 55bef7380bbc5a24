# Takes the errors from keras.

# %% mz-loss
def guess_loss(preferences, values, lesson, k):
    entropy = keras.losses.CategoricalCrossentropy(from_logits=True, reduction=None)
    square = keras.losses.MeanSquaredError(reduction=None)
    policy = entropy(lesson.policies[:, k], preferences)
    value = square(lesson.targets[:, k][:, None], values[:, None])
    return lesson.inside[:, k] * policy + SCALE * lesson.known[:, k] * value


# %% mz-unroll
def unroll_loss(model, lesson, steps):
    hidden = model.represent(lesson.states[:, 0])
    total = keras.ops.mean(guess_loss(*model.heads(hidden), lesson, 0))
    for k in range(steps):
        hidden, rewards = model.dynamics(hidden, lesson.actions[:, k])
        move = keras.ops.mean(move_loss(model, hidden, rewards, lesson, k))
        hidden = keras.ops.stop_gradient(hidden) * 0.5 + hidden * 0.5
        total = (
            total + (move + keras.ops.mean(guess_loss(*model.heads(hidden), lesson, k + 1))) / steps
        )
    return total


# %% mz-dynamics
def dynamics(weights, hidden, actions, xp=np):
    if xp is np:
        which = np.eye(2, dtype=np.float32)[actions]
    else:
        which = keras.ops.one_hot(actions, 2)
    y = xp.maximum(layer(weights, "step", xp.concatenate([hidden, which], axis=1)), 0)
    h = hidden + layer(weights, "change", y)
    return scaled(h, xp), layer(weights, "reward", y)[:, 0]


# %% mz-scaled
def scaled(h, xp=np):
    low, high = xp.amin(h, axis=1), xp.amax(h, axis=1)
    return (h - low[:, None]) / (high - low + 1e-5)[:, None]


# %% mz-unrolled
def unrolled(x, steps, beyond):
    behind = [(0, steps)] + [(0, 0)] * (x.ndim - 1)
    longer = np.pad(x, behind, constant_values=beyond)
    return np.stack([longer[k : k + len(x)] for k in range(steps)], axis=1)
