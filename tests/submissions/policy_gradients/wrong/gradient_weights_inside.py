# Puts the weight into the logarithm.
# fails: pg-gradient-tests, pg-gradient-dials-tests
# says: psi are missing

# %% pg-gradient
@tf.function(reduce_retracing=True)
def policy_gradient(network, states, actions, psi):
    with tf.GradientTape() as tape:
        p_left = network(states)[..., 0]
        p = tf.where(actions == LEFT, p_left, 1 - p_left)
        loss = -tf.reduce_sum(tf.math.log(p * tf.abs(psi) + 1e-9))
    return tape.gradient(loss, network.trainable_variables)
