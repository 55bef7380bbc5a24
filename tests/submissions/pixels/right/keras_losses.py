# Takes the critic's loss from keras.

# %% px-loss
def actor_critic_loss(log_p, old_log_p, advantage, value, target):
    ratio = tf.exp(tf.subtract(log_p, old_log_p))
    options = tf.stack([ratio, tf.clip_by_value(ratio, 1.0 - CLIP, 1.0 + CLIP)]) * advantage
    critic = keras.losses.mean_squared_error(target, value)
    return 0.5 * critic - tf.reduce_mean(tf.reduce_min(options, axis=0))


# %% px-look
def look(patch, before):
    seen = np.zeros((*np.shape(patch), 2))
    seen[..., 0] = patch
    seen[..., 1] = (patch - before) * GAIN
    return seen
