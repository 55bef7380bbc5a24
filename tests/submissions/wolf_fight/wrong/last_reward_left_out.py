# Gives the last move no reward at all.
# fails: fight-backup-tests
# says: the last reward counts

# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    return np.where(over, 0, reward + gamma * V[next_state])
