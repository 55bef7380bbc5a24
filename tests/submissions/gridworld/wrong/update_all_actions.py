# Moves every action of the state.
# fails: grid-update-tests, grid-update-end-tests
# says: only Q[state, action] learns

# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = reward if terminated else reward + gamma * Q[next_state].max()
    Q[state] += alpha * (target - Q[state])
