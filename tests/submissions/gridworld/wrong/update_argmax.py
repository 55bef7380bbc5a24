# Adds the index of the best action.
# fails: grid-update-tests
# says: not its place

# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = reward if terminated else reward + gamma * Q[next_state].argmax()
    Q[state, action] += alpha * (target - Q[state, action])
