# Keeps values in whole numbers.
# fails: grid-td-tests
# says: three walks

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states, dtype=int)
    for walk in walks:
        for state, reward, next_state, terminated in walk:
            following = 0 if terminated else gamma * V[next_state]
            V[state] = V[state] + alpha * (reward + following - V[state])
    return V
