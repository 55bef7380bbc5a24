# Moves the network that learns towards its target.
# fails: dqn-soft-tests, dqn-soft-compiled-tests
# says: must not move

# %% dqn-soft
def soft_update(target_network, network, tau):
    for old, new in zip(target_network.trainable_variables, network.trainable_variables):
        new.assign(new + tau * (old - new))
