# Takes the mean of the targets, as bandits do.
# fails: grid-td-tests
# says: after three walks

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V, N = np.zeros((2, states))
    for walk in walks:
        for state, reward, next_state, terminated in walk:
            following = 0 if terminated else gamma * V[next_state]
            N[state] += 1
            V[state] += (reward + following - V[state]) / N[state]
    return V
