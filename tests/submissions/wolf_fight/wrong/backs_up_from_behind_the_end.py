# Adds the value of what stands behind the end of a fight.
# fails: fight-backup-tests
# says: nothing follows when the fight is over

# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    return reward + gamma * V[next_state]
