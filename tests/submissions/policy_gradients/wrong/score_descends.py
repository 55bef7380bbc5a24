# Puts the minus of the loss into the score.
# fails: pg-score-tests, pg-score-gradient-tests
# says: sign

# %% pg-score
def score(network, state, action):
    with tf.GradientTape() as tape:
        p_left = network(state[np.newaxis])[0, 0]
        log_pi = -tf.math.log(p_left if action == LEFT else 1 - p_left)
    return log_pi, tape.gradient(log_pi, network.trainable_variables)
