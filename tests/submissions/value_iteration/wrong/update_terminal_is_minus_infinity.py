# The row of a terminal state is -∞, and so becomes everything that leads there.
# fails: vi-update-end-tests
# says: its value is 0

# %% vi-update
def q_update(Q, state, action, reward, next_state, alpha, gamma):
    Q[state, action] += alpha * (reward + gamma * np.max(Q[next_state]) - Q[state, action])
