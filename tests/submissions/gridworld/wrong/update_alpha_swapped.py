# Keeps the share alpha of the old value.
# fails: grid-update-tests, grid-update-end-tests
# says: alpha is the share of the target

# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = reward if terminated else reward + gamma * Q[next_state].max()
    Q[state, action] = alpha * Q[state, action] + (1 - alpha) * target
