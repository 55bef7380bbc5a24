# Counts the visit after it has divided by the count.
# fails: mz-backup-tests, mz-backup-games-tests, mz-search-tests
# says: what was there before counts

# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    """Carry values from the ends of paths to the roots; changes Q and N in place.

    Q, N, R: shape (games, nodes, actions). path: from the root down, (games, nodes, actions) of each
    level. value: at the ends, shape (games,).
    """
    G = np.array(value, dtype=float)
    for games, nodes, actions in reversed(path):
        edge = games, nodes, actions
        G[games] = R[edge] + gamma * G[games]
        Q[edge] += (G[games] - Q[edge]) / np.maximum(N[edge], 1)
        N[edge] += 1
