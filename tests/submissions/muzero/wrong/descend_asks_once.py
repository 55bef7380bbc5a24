# Asks once, at the root, and repeats the answer.
# fails: mz-descend-tests, mz-search-tests
# says: ask `choose` anew on each level

# %% mz-descend
def descend(child, choose):
    """Return the path from the roots to where nobody has been, (games, nodes, actions) of each level.

    child: the node an action leads to or -1, shape (games, nodes, 2). choose(games, nodes): actions.
    """
    games, nodes, path = np.arange(len(child)), np.zeros(len(child), dtype=int), []
    first = choose(games, nodes)
    while len(games):
        actions = first[games]
        path.append((games, nodes, actions))
        nodes = child[games, nodes, actions]
        games, nodes = games[nodes >= 0], nodes[nodes >= 0]
    return path
