# Looks at the value of the state that it leaves.
# fails: grid-td-tests
# says: of the *next* state

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        for state, reward, next_state, terminated in walk:
            following = 0 if terminated else gamma * V[state]
            V[state] += alpha * (reward + following - V[state])
    return V
