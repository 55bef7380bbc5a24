# Bootstraps from the state it comes from.
# fails: grid-update-tests
# says: row of the *next* state

# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = reward if terminated else reward + gamma * Q[state].max()
    Q[state, action] += alpha * (target - Q[state, action])
