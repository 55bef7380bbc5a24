# Takes a state for terminal where any action is impossible.
# fails: vi-update-tests, vi-update-end-tests
# says: only if *nothing*
# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    best = 0.0 if np.isinf(Q[next_state]).any() else np.max(Q[next_state])
    Q[state, action] += alpha * (reward + gamma * best - Q[state, action])
