# Forgets to subtract the old value.
# fails: grid-update-tests, grid-update-end-tests
# says: old value is missing

# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = reward if terminated else reward + gamma * Q[next_state].max()
    Q[state, action] += alpha * target
