# Fills an array of the type of the rewards, which may be True and False.
# fails: fight-backup-tests
# says: True and False
# %% fight-backup
def backup(V, reward, next_state, over, gamma):
    Q = np.zeros_like(reward)
    for s in range(len(Q)):
        for a in range(Q.shape[1]):
            Q[s, a] = reward[s, a] + (0 if over[s, a] else gamma * V[next_state[s, a]])
    return Q
