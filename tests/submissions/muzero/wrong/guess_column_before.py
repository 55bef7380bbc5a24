# Looks at the lesson of the step before.
# fails: mz-loss-tests, mz-unroll-tests, mz-unroll-slopes-tests
# says: guesses at step k: column k

# %% mz-loss
def guess_loss(preferences, values, lesson, k):
    """Return the error of the guesses at step k, shape (n,).

    preferences: shape (n, 2). values: shape (n,). lesson: a Lesson of n moments.
    """
    log_p = tf.nn.log_softmax(preferences)
    policy = -tf.reduce_sum(lesson.policies[:, k - 1] * log_p, axis=1) * lesson.inside[:, k - 1]
    return policy + SCALE * lesson.known[:, k - 1] * (values - lesson.targets[:, k - 1]) ** 2
