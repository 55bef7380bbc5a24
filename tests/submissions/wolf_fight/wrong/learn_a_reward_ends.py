# Takes a reward of 1 or -1 for the end.
# fails: fight-learn-tests, fight-learn-end-tests
# says: Peter 0 goes on
# %% fight-learn
def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    peter = np.arange(len(state))
    best = np.where(np.abs(reward) == 1, 0, Q[peter, next_state].max(axis=1))
    Q[peter, state, action] += alpha * (reward + gamma * best - Q[peter, state, action])
