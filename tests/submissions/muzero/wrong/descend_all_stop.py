# One game arrives, and all stop.
# fails: mz-descend-tests, mz-search-tests
# says: when one game has arrived the others still go on

# %% mz-descend
def descend(child, choose):
    """Return the path from the roots to where nobody has been, (games, nodes, actions) of each level.

    child: the node an action leads to or -1, shape (games, nodes, 2). choose(games, nodes): actions.
    """
    games, nodes, path = np.arange(len(child)), np.zeros(len(child), dtype=int), []
    while len(games):
        actions = choose(games, nodes)
        path.append((games, nodes, actions))
        nodes = child[games, nodes, actions]
        if (nodes < 0).any():
            break
    return path
