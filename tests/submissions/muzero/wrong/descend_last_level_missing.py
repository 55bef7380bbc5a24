# Does not note the level whose child is -1.
# fails: mz-descend-tests, mz-search-tests
# says: the last level is that whose child is -1: note it, too

# %% mz-descend
def descend(child, choose):
    """Return the path from the roots to where nobody has been, (games, nodes, actions) of each level.

    child: the node an action leads to or -1, shape (games, nodes, 2). choose(games, nodes): actions.
    """
    games, nodes, path = np.arange(len(child)), np.zeros(len(child), dtype=int), []
    while len(games):
        actions = choose(games, nodes)
        below = child[games, nodes, actions]
        on = below >= 0
        if on.any():
            path.append((games[on], nodes[on], actions[on]))
        games, nodes = games[on], below[on]
    return path
