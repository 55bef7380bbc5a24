# Forgets the weights.
# fails: pg-gradient-tests, pg-gradient-dials-tests
# says: psi are missing

# %% pg-gradient
@tf.function(reduce_retracing=True)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = network(states)[..., 0]
        log_pi = tf.math.log(tf.where(actions == LEFT, p_left, 1 - p_left))
        loss = -tf.reduce_sum(log_pi)
    return tape.gradient(loss, network.trainable_variables)
