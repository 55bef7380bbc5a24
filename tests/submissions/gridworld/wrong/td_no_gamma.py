# Forgets gamma.
# fails: grid-td-tests
# says: gamma is missing

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        for state, reward, next_state, terminated in walk:
            following = 0 if terminated else V[next_state]
            V[state] += alpha * (reward + following - V[state])
    return V
