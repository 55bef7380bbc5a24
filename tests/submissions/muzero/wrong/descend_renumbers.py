# Counts the games that go on anew.
# fails: mz-descend-tests, mz-search-tests
# says: who goes on keeps his number: games[on]

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
        games, nodes = np.arange((nodes >= 0).sum()), nodes[nodes >= 0]
    return path
