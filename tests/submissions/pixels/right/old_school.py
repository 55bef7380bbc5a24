# Subtracts logarithms, counts with ints, indexes with numbers.

# %% px-cart
def cart_column(frame):
    row = frame[CART_ROW].astype(int)
    first = next(c for c in range(600) if row[c].max() < 128)
    last = next(c for c in reversed(range(600)) if row[c].max() < 128)
    return first + (last - first) // 2


# %% px-loss
def actor_critic_loss(log_p, old_log_p, advantage, value, target):
    ratio = tf.exp(log_p) * tf.exp(-old_log_p)
    near = tf.minimum(tf.maximum(ratio, 1 - CLIP), 1 + CLIP)
    worse = tf.maximum(-ratio * advantage, -near * advantage)
    error = target - value
    return tf.add_n([tf.reduce_mean(worse), 0.5 * tf.reduce_mean(error * error)])


# %% px-look
def look(patch, before):
    return np.moveaxis(np.array([patch, GAIN * (patch - before)]), 0, -1)
