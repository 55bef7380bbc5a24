# Discounts the reward too.
# fails: grid-update-tests
# says: gamma belongs to

# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = reward if terminated else gamma * (reward + Q[next_state].max())
    Q[state, action] += alpha * (target - Q[state, action])
