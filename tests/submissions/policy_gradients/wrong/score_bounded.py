# Never lets a logarithm fall below -2.
# fails: pg-score-tests
# says: 0.999

# %% pg-score
def score(network, state, action):
    with tf.GradientTape() as tape:
        p_left = network(state[np.newaxis])[0, 0]
        log_pi = tf.maximum(tf.math.log(p_left if action == LEFT else 1 - p_left), -2)
    return log_pi, tape.gradient(log_pi, network.trainable_variables)
