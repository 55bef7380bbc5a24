# Bootstraps on the last step.
# fails: grid-update-end-tests
# says: after the end nothing follows

# %% grid-update
def update(Q, state, action, reward, next_state, terminated, alpha, gamma):
    Q[state, action] += alpha * (reward + gamma * Q[next_state].max() - Q[state, action])
