# Goes through the walks from behind.
# fails: grid-td-tests
# says: in the order in which

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        for state, reward, next_state, terminated in reversed(walk):
            following = 0 if terminated else gamma * V[next_state]
            V[state] += alpha * (reward + following - V[state])
    return V
