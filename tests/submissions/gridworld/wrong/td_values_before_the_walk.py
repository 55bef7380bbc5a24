# Learns from the values before the walk.
# fails: grid-td-tests
# says: not from those before the walk

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        old = V.copy()
        for state, reward, next_state, terminated in walk:
            following = 0 if terminated else gamma * old[next_state]
            V[state] += alpha * (reward + following - old[state])
    return V
