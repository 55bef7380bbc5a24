# Takes the games whose child is 0 or none.
# fails: mz-descend-tests, mz-search-tests
# says: who has arrived is told by -1; any other number is a node

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
        games, nodes = games[nodes > 1], nodes[nodes > 1]
    return path
