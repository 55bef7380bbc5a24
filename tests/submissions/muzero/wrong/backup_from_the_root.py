# Goes from the root to the end.
# fails: mz-backup-tests, mz-backup-games-tests, mz-search-tests
# says: from the end to the root: reversed(path)

# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    """Carry values from the ends of paths to the roots; changes Q and N in place.

    Q, N, R: shape (games, nodes, actions). path: from the root down, (games, nodes, actions) of each
    level. value: at the ends, shape (games,).
    """
    G = np.array(value, dtype=float)
    for games, nodes, actions in path:
        edge = games, nodes, actions
        G[games] = R[edge] + gamma * G[games]
        N[edge] += 1
        Q[edge] += (G[games] - Q[edge]) / N[edge]
