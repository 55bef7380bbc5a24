# Follows the ratio as far as it goes.
# fails: px-loss-tests, px-loss-slopes-tests
# says: smaller

# %% px-loss
def actor_critic_loss(log_p, old_log_p, advantage, value, target):
    ratio = tf.exp(log_p - old_log_p)
    cautious = tf.clip_by_value(ratio, 1 - CLIP, 1 + CLIP)
    gain = ratio * advantage
    return tf.reduce_mean(0.5 * (value - target) ** 2 - gain)
