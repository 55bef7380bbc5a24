# Takes the GAMMA of the chapter.
# fails: grid-td-tests
# says: after three walks

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        for state, reward, next_state, terminated in walk:
            following = 0 if terminated else GAMMA * V[next_state]
            V[state] += alpha * (reward + following - V[state])
    return V
