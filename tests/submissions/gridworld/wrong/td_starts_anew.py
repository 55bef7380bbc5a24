# Begins with zeros for each walk.
# fails: grid-td-tests
# says: begin with zeros once

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        V = np.zeros(states)
        for state, reward, next_state, terminated in walk:
            following = 0 if terminated else gamma * V[next_state]
            V[state] += alpha * (reward + following - V[state])
    return V
