# Changes a copy of the table.
# fails: grid-update-tests, grid-update-end-tests
# says: nothing changed

# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    Q = Q.copy()
    target = reward if terminated else reward + gamma * Q[next_state].max()
    Q[state, action] += alpha * (target - Q[state, action])
