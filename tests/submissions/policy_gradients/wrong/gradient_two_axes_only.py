# Works for states of two axes only.
# fails: pg-gradient-dials-tests
# says: two networks

# %% pg-gradient
@tf.function(reduce_retracing=True, autograph=False)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = network(states)[:, 0]
        log_pi = tf.math.log(tf.where(actions == LEFT, p_left, 1 - p_left))
        loss = -tf.reduce_sum(psi * log_pi)
    return tape.gradient(loss, network.trainable_variables)
