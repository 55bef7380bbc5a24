# Lets TensorFlow do what numpy could.

# %% px-convolution
def convolve(picture, kernel, bias, stride):
    batch = tf.constant(picture[None], tf.float32)
    answers = tf.nn.conv2d(batch, tf.constant(kernel, tf.float32), stride, "VALID")
    return (answers[0] + tf.constant(bias, tf.float32)).numpy()


# %% px-mirror
def symmetric(network, seen):
    n = len(seen)
    both = network(tf.concat([seen, tf.reverse(seen, axis=[2])], axis=0))
    return both[:n, 0] - both[n:, 0], both[:n, 1] + both[n:, 1]


# %% px-loss
def actor_critic_loss(log_p, old_log_p, advantage, value, target):
    ratio = tf.math.exp(log_p) / tf.math.exp(old_log_p)
    limit = tf.where(advantage > 0, 1 + CLIP, 1 - CLIP)
    beyond = tf.where(advantage > 0, ratio > 1 + CLIP, ratio < 1 - CLIP)
    gain = tf.where(beyond, limit, ratio) * advantage
    return tf.reduce_mean(tf.square(value - target)) / 2 - tf.reduce_mean(gain)
