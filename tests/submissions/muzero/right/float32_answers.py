# Answers of single precision, as networks give them.

# %% mz-normal
def normalised(q, low, high):
    span = high - low
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(span == 0, 0, (q - low) / span).astype(np.float32)


# %% mz-puct
def puct(q, N, P, own):
    q, N, P, own = (np.float32(x) for x in (q, N, P, own))
    known = np.where(N == 0, own.reshape(-1, 1), q)
    return known + np.float32(C) * P * np.sqrt(1 + N.sum(1, keepdims=True)) / (1 + N)


# %% mz-policy
def policy_of(N, temperature=1.0):
    share = (N / N.max(axis=1, keepdims=True)).astype(np.float32) ** np.float32(1 / temperature)
    return share / share.sum(axis=1, keepdims=True)


# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    z = np.zeros(len(rewards), np.float32)
    for t in range(len(z)):
        m = min(n, len(z) - t)
        z[t] = np.sum(np.float32(gamma) ** np.arange(m) * rewards[t : t + m])
        if t + m < len(z) or not terminated:
            z[t] += gamma**m * values[t + m]
    return z


# %% mz-unrolled
def unrolled(x, steps, beyond):
    windows = np.zeros((len(x), steps, *x.shape[1:]), np.float32) + np.float32(beyond)
    for k in range(min(steps, len(x))):
        windows[: len(x) - k, k] = x[k:]
    return windows.astype(x.dtype)


# %% mz-lesson
def lesson_of(game, targets, steps):
    ones, states = np.ones(len(targets), np.float32), unrolled(game.states[:-1], steps + 1, 0)
    actions, rewards = (
        unrolled(game.actions, steps, 0),
        unrolled(np.float32(game.rewards), steps, 0),
    )
    targets, policies = (
        unrolled(np.float32(targets), steps + 1, 0),
        unrolled(game.policies, steps + 1, 0),
    )
    inside = unrolled(ones, steps + 1, 0)
    known = np.maximum(inside, np.float32(game.terminated))
    return Lesson(states, actions, rewards, targets, policies, inside, known)


# %% mz-loss
def guess_loss(preferences, values, lesson, k):
    preferences, values = tf.cast(preferences, tf.float32), tf.cast(values, tf.float32)
    policy = tf.nn.softmax_cross_entropy_with_logits(lesson.policies[:, k], preferences)
    return (
        lesson.inside[:, k] * policy
        + tf.constant(SCALE) * lesson.known[:, k] * (values - lesson.targets[:, k]) ** 2
    )
