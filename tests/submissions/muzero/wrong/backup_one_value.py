# Gives all games the value of the first.
# fails: mz-backup-games-tests, mz-search-tests
# says: each game has a value of its own: G[games]

# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    """Carry values from the ends of paths to the roots; changes Q and N in place.

    Q, N, R: shape (games, nodes, actions). path: from the root down, (games, nodes, actions) of each
    level. value: at the ends, shape (games,).
    """
    G = np.full(len(value), value[0], dtype=float)
    for games, nodes, actions in reversed(path):
        edge = games, nodes, actions
        G[games] = R[edge] + gamma * G[games]
        N[edge] += 1
        Q[edge] += (G[games] - Q[edge]) / N[edge]
