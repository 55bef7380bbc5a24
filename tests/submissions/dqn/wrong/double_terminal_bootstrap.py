# Goes on after the end.
# fails: dqn-double-tests
# says: after the end there is nothing

# %% dqn-double
def double_targets(network, target_network, batch, gamma):
    chosen = tf.argmax(network(batch.next_state), axis=1)
    return batch.reward + gamma * tf.gather(target_network(batch.next_state), chosen, batch_dims=1)
