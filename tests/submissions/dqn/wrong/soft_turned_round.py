# Keeps τ of the target instead of 1 - τ.
# fails: dqn-soft-tests
# says: turned round

# %% dqn-soft
def soft_update(target_network, network, tau):
    for old, new in zip(target_network.trainable_variables, network.trainable_variables):
        old.assign(tau * old + (1 - tau) * new)
