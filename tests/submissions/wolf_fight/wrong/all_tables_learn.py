# Writes every move into the tables of all Peters.
# fails: fight-learn-tests, fight-learn-end-tests
# says: in his own table

# %% fight-learn
def learn(Q, state, action, reward, next_state, over, alpha, gamma):
    best = np.where(over, 0, Q[np.arange(len(state)), next_state].max(axis=1))
    target = reward + gamma * best
    Q[:, state, action] += alpha * (target - Q[:, state, action])
