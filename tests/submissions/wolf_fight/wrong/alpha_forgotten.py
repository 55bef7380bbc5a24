# Replaces the old value by the target.
# fails: fight-learn-tests, fight-learn-end-tests
# says: α is missing

# %% fight-learn
def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    peter = np.arange(len(state))
    best = np.where(over, 0, Q[peter, next_state].max(axis=1))
    target = reward + gamma * best
    Q[peter, state, action] += target - Q[peter, state, action]
