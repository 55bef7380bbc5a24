# Takes any reward for the end.
# fails: fight-backup-tests
# says: three states
# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    return reward + gamma * np.where(reward != 0, 0, V[next_state])
