# Computes new weights and forgets to assign them.
# fails: dqn-soft-tests, dqn-soft-compiled-tests
# says: did not move

# %% dqn-soft
def soft_update(target_network, network, tau):
    pairs = zip(target_network.get_weights(), network.get_weights())
    return [old + tau * (new - old) for old, new in pairs]
