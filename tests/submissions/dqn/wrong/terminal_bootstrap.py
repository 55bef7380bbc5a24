# Goes on after the end: bootstraps at terminal states.
# fails: dqn-targets-end-tests
# says: after the end there is nothing

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    return batch.reward + gamma * tf.reduce_max(target_network(batch.next_state), axis=1)
