# Windows and convolutions of NumPy.

# %% mz-unrolled
def unrolled(x, steps, beyond):
    longer = np.concatenate(
        [x, np.broadcast_to(np.asarray(beyond, x.dtype), (steps - 1, *x.shape[1:]))]
    )
    windows = np.lib.stride_tricks.sliding_window_view(longer, steps, axis=0)
    return np.moveaxis(windows, -1, 1).copy()


# %% mz-ahead
def values_ahead(rewards, values, terminated, n, gamma):
    T = len(rewards)
    short = np.convolve(rewards[::-1], gamma ** np.arange(n))[:T][::-1]
    stop = np.clip(np.arange(T) + n, 0, T)
    rest = np.where(terminated & (stop == T), 0.0, values[stop])
    return short + gamma ** (stop - np.arange(T)) * rest


# %% mz-lesson
def lesson_of(game, targets, steps):
    T, fell = len(targets), 1.0 if game.terminated else 0.0
    states = unrolled(game.states[:-1], steps + 1, 0)
    parts = {
        "actions": unrolled(game.actions, steps, 0),
        "rewards": unrolled(game.rewards, steps, 0),
        "targets": unrolled(targets, steps + 1, 0),
        "policies": unrolled(game.policies, steps + 1, 0),
        "inside": unrolled(np.full(T, 1.0), steps + 1, 0),
        "known": unrolled(np.full(T, 1.0), steps + 1, fell),
    }
    return Lesson(states=states, **parts)
