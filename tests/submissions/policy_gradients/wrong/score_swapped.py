# Takes the output for the probability of RIGHT.
# fails: pg-score-tests, pg-score-gradient-tests
# says: swapped

# %% pg-score
def score(network, state, action):
    with tf.GradientTape() as tape:
        p_left = network(state[np.newaxis])[0, 0]
        log_pi = tf.math.log(p_left if action == RIGHT else 1 - p_left)
    return log_pi, tape.gradient(log_pi, network.trainable_variables)
