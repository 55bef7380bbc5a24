# Moves the first four variables only.
# fails: dqn-soft-tests
# says: each of the eight

# %% dqn-soft
def soft_update(target_network, network, tau):
    for old, new in zip(target_network.trainable_variables[:4], network.trainable_variables[:4]):
        old.assign(old + tau * (new - old))
