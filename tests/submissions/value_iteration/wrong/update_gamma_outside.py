# γ discounts the reward too.
# fails: vi-update-tests, vi-update-end-tests
# says: wrong bracket

# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    best = np.max(Q[next_state])
    best = best if np.isfinite(best) else 0
    Q[state, action] += alpha * (gamma * (reward + best) - Q[state, action])
