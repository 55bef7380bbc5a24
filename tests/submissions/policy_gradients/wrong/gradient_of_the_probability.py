# Weighs the probability, not its logarithm.
# fails: pg-gradient-tests, pg-gradient-dials-tests
# says: gradient by b2

# %% pg-gradient
@tf.function(reduce_retracing=True)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = network(states)[..., 0]
        p = tf.where(actions == LEFT, p_left, 1 - p_left)
        loss = -tf.reduce_sum(psi * p)
    return tape.gradient(loss, network.trainable_variables)
