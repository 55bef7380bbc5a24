# The target looks at the state that was left.
# fails: vi-update-tests, vi-update-end-tests
# says: *next* state's row

# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    best = np.max(Q[state])
    Q[state, action] += alpha * (reward + gamma * best - Q[state, action])
