# The best next value is at least -100.
# fails: grid-update-tests
# says: -50,000
# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = reward if terminated else reward + gamma * max(-100, Q[next_state].max())
    Q[state, action] += alpha * (target - Q[state, action])
