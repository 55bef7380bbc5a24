# Takes the ALPHA of the chapter.
# fails: grid-td-tests
# says: 20 walks to and fro

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        for state, reward, next_state, terminated in walk:
            following = 0 if terminated else gamma * V[next_state]
            V[state] += ALPHA * (reward + following - V[state])
    return V
