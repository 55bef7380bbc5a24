# Takes the last state for terminal, always and alone.
# fails: vi-update-tests, vi-update-end-tests
# says: the last state isn't
# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    best = 0.0 if next_state == len(Q) - 1 else np.max(Q[next_state])
    Q[state, action] += alpha * (reward + gamma * best - Q[state, action])
