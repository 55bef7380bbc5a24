# Looks at the tree of the first game for all.
# fails: mz-descend-tests, mz-search-tests
# says: each game goes down its own tree: child[games, nodes,

# %% mz-descend
def descend(child, choose):
    """Return the path from the roots to where nobody has been, (games, nodes, actions) of each level.

    child: the node an action leads to or -1, shape (games, nodes, 2). choose(games, nodes): actions.
    """
    games, nodes, path = np.arange(len(child)), np.zeros(len(child), dtype=int), []
    while len(games):
        actions = choose(games, nodes)
        path.append((games, nodes, actions))
        nodes = child[0, nodes, actions]
        games, nodes = games[nodes >= 0], nodes[nodes >= 0]
    return path
