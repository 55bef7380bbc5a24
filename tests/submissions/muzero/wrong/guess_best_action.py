# Takes the best action as the label.
# fails: mz-loss-tests, mz-unroll-tests, mz-unroll-slopes-tests
# says: the policy to learn is a share for each action, not only

# %% mz-loss
def guess_loss(preferences, values, lesson, k):
    """Return the error of the guesses at step k, shape (n,).

    preferences: shape (n, 2). values: shape (n,). lesson: a Lesson of n moments.
    """
    log_p = tf.nn.log_softmax(preferences)
    policy = (
        -tf.reduce_sum(tf.one_hot(tf.argmax(lesson.policies[:, k], axis=1), 2) * log_p, axis=1)
        * lesson.inside[:, k]
    )
    return policy + SCALE * lesson.known[:, k] * (values - lesson.targets[:, k]) ** 2
