# Works on arrays brought out of the network, which a compiled function can't do.
# fails: dqn-soft-compiled-tests
# says: can't be compiled

# %% dqn-soft
def soft_update(target_network, network, tau):
    pairs = zip(target_network.get_weights(), network.get_weights())
    target_network.set_weights([old + tau * (new - old) for old, new in pairs])
