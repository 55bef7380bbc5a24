# The best next value is at least 0.
# fails: vi-update-tests, vi-update-end-tests
# says: must start at -∞

# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    best = max(0, np.max(Q[next_state]))
    Q[state, action] += alpha * (reward + gamma * best - Q[state, action])
