# Takes the values of the first games, so many as are on a level.
# fails: mz-backup-games-tests, mz-search-tests
# says: not the first ones

# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    """Carry values from the ends of paths to the roots; changes Q and N in place.

    Q, N, R: shape (games, nodes, actions). path: from the root down, (games, nodes, actions) of each
    level. value: at the ends, shape (games,).
    """
    G = np.array(value, dtype=float)
    for games, nodes, actions in reversed(path):
        edge, first = (games, nodes, actions), slice(len(games))
        G[first] = R[edge] + gamma * G[first]
        N[edge] += 1
        Q[edge] += (G[first] - Q[edge]) / N[edge]
