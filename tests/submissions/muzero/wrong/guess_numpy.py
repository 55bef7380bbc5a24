# Computes in NumPy, which knows no slopes.
# fails: mz-unroll-slopes-tests
# says: no slope of the guesses comes back: TensorFlow's functions,

# %% mz-loss
def guess_loss(preferences, values, lesson, k):
    log_p = np.array(preferences) - np.log(np.exp(np.array(preferences)).sum(axis=1, keepdims=True))
    policy = -(np.array(lesson.policies)[:, k] * log_p).sum(axis=1) * np.array(lesson.inside)[:, k]
    square = (np.array(values) - np.array(lesson.targets)[:, k]) ** 2
    return policy + SCALE * np.array(lesson.known)[:, k] * square
