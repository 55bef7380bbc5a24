# Bootstraps after the end.
# fails: grid-td-tests
# says: after an end nothing follows

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        for state, reward, next_state, terminated in walk:
            following = gamma * V[next_state]
            V[state] += alpha * (reward + following - V[state])
    return V
