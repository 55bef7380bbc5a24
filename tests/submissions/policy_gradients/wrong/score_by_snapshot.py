# Uses the numpy snapshot, which leaves no trace on the tape.
# fails: pg-score-gradient-tests
# says: on the tape

# %% pg-score
def score(network, state, action):
    with tf.GradientTape() as tape:
        p_left = left_probability(network.get_weights(), state[np.newaxis])[0]
        log_pi = tf.math.log(tf.constant(p_left if action == LEFT else 1 - p_left))
    return log_pi, tape.gradient(log_pi, network.trainable_variables)
