# The target takes the same action again instead of the best one.
# fails: vi-update-tests, vi-update-end-tests
# says: not the same one again

# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    future = Q[next_state, action]
    future = future if np.isfinite(future) else 0
    Q[state, action] += alpha * (reward + gamma * future - Q[state, action])
