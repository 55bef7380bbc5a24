# Takes preferences for logarithms.
# fails: mz-loss-tests, mz-unroll-tests, mz-unroll-slopes-tests
# says: ln p, not the preferences themselves: log_softmax

# %% mz-loss
def guess_loss(preferences, values, lesson, k):
    """Return the error of the guesses at step k, shape (n,).

    preferences: shape (n, 2). values: shape (n,). lesson: a Lesson of n moments.
    """
    log_p = preferences
    policy = -tf.reduce_sum(lesson.policies[:, k] * log_p, axis=1) * lesson.inside[:, k]
    return policy + SCALE * lesson.known[:, k] * (values - lesson.targets[:, k]) ** 2
