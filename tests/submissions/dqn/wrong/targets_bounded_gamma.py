# Never discounts by more than the chapter's gamma.
# fails: dqn-targets-tests
# says: γ = 1.0

# %% dqn-targets
def td_targets(network, target_network, batch, gamma):
    next_Q = target_network(batch.next_state)
    value = tf.where(batch.terminated, 0.0, tf.reduce_max(next_Q, axis=1))
    return batch.reward + min(gamma, GAMMA) * value
