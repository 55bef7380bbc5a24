# Computes with numpy, which can't be compiled.
# fails: dqn-huber-tests
# says: not when tensorflow compiles it

# %% dqn-huber
def huber_loss(network, target_network, batch, gamma, targets, width=1.0):
    y = np.asarray(targets(network, target_network, batch, gamma))
    Q = np.asarray(network(batch.state))[np.arange(len(y)), np.asarray(batch.action)]
    size = np.abs(Q - y)
    return np.where(size <= width, size**2 / 2, width * (size - width / 2)).mean()
