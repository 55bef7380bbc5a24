# The best next value is at least 0.
# fails: grid-update-tests
# says: next row [-3, -5
# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = reward if terminated else reward + gamma * max(0, Q[next_state].max())
    Q[state, action] += alpha * (target - Q[state, action])
