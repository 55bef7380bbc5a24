# Turns truth values round bit by bit: ~1 is -2.
# fails: dqn-targets-tests, dqn-targets-end-tests
# says:

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    value = tf.reduce_max(target_network(batch.next_state), axis=1)
    goes_on = ~batch.terminated.numpy().astype(int)
    return batch.reward + gamma * goes_on * value
