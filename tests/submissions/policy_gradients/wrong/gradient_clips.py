# Keeps probabilities away from 0 and 1, where the gradient is lost.
# fails: pg-gradient-tests
# says: 0.999

# %% pg-gradient
@tf.function(reduce_retracing=True, autograph=False)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = tf.clip_by_value(network(states)[..., 0], 0.3, 0.9)
        log_pi = tf.math.log(tf.where(actions == LEFT, p_left, 1 - p_left))
        loss = -tf.reduce_sum(psi * log_pi)
    return tape.gradient(loss, network.trainable_variables)
