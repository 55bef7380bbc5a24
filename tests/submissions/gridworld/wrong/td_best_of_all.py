# Looks at the best value of all states.
# fails: grid-td-tests
# says: after three walks

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        for state, reward, next_state, terminated in walk:
            following = 0 if terminated else gamma * V.max()
            V[state] += alpha * (reward + following - V[state])
    return V
