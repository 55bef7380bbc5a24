# Changes a copy of the table.
# fails: vi-update-tests, vi-update-end-tests
# says: nothing changed

# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    Q = Q.copy()
    best = np.max(Q[next_state])
    best = best if np.isfinite(best) else 0
    Q[state, action] += alpha * (reward + gamma * best - Q[state, action])
    return Q
