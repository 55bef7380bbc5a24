# Mixes dice into each node.
# fails: mz-search-tests
# says: of eight at once

# %% mz-search
def search(model, states, simulations, noise=None):
    """Return the trees after so many simulations, one for each state; noise: (games, 2), mixed into P."""
    hidden = model.represent(states)
    P, value = model.predict(hidden)
    P = P if noise is None else (1 - NOISE) * P + NOISE * noise
    tree, every = Tree(hidden, P, value, simulations + 1), np.arange(len(states))
    for new in range(1, simulations + 1):
        path = descend(tree.child, tree.choose)
        leaf, actions = np.zeros((2, len(states)), dtype=int)
        for games, nodes, taken in path:  # the last level a game is on is its leaf
            leaf[games], actions[games] = nodes, taken
        hidden, reward = model.dynamics(tree.hidden[every, leaf], actions)
        P, value = model.predict(hidden)
        tree.child[every, leaf, actions], tree.R[every, leaf, actions] = new, reward
        tree.hidden[:, new], tree.P[:, new], tree.value[:, new] = (
            hidden,
            P if noise is None else (1 - NOISE) * P + NOISE * noise,
            value,
        )
        backup(tree.Q, tree.N, tree.R, path, value, GAMMA)
        tree.met(path)
    return tree
