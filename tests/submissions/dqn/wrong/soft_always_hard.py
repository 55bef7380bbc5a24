# Copies all weights, whatever τ is.
# fails: dqn-soft-tests, dqn-soft-compiled-tests
# says: hard update

# %% dqn-soft
def soft_update(target_network, network, tau):
    target_network.set_weights(network.get_weights())
