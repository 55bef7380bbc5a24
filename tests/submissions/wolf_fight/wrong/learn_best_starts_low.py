# The best next value is at least -1,000.
# fails: fight-learn-tests
# says: -40,000
# %% fight-learn
def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    peter = np.arange(len(state))
    best = np.where(over, 0, np.maximum(-1000, Q[peter, next_state].max(axis=1)))
    Q[peter, state, action] += alpha * (reward + gamma * best - Q[peter, state, action])
