# Puts the reward inside the bracket that γ multiplies.
# fails: fight-backup-tests
# says: not the reward itself

# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    return gamma * (reward + np.where(over, 0, V[next_state]))
