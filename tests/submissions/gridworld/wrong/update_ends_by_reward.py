# Takes rewards of 10 and -10 for the end.
# fails: grid-update-tests
# says: but no end
# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    target = reward if terminated or reward in (10, -10) else reward + gamma * Q[next_state].max()
    Q[state, action] += alpha * (target - Q[state, action])
