# The best next value is at least -1,000.
# fails: vi-update-tests
# says: -40,000
# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    best = max(np.max(Q[next_state]), -1000.0) if np.isfinite(np.max(Q[next_state])) else 0.0
    Q[state, action] += alpha * (reward + gamma * best - Q[state, action])
