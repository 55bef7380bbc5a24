# Discounts the reward with the rest.
# fails: mz-backup-tests, mz-backup-games-tests, mz-search-tests
# says: γ belongs to what comes after the reward, not to the reward

# %% mz-backup
def backup(Q, N, R, path, value, gamma):
    """Carry values from the ends of paths to the roots; changes Q and N in place.

    Q, N, R: shape (games, nodes, actions). path: from the root down, (games, nodes, actions) of each
    level. value: at the ends, shape (games,).
    """
    G = np.array(value, dtype=float)
    for games, nodes, actions in reversed(path):
        edge = games, nodes, actions
        G[games] = gamma * (R[edge] + G[games])
        N[edge] += 1
        Q[edge] += (G[games] - Q[edge]) / N[edge]
