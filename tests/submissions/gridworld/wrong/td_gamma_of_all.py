# Discounts the reward as well.
# fails: grid-td-tests
# says: not to the reward

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        for state, reward, next_state, terminated in walk:
            following = 0 if terminated else gamma * V[next_state]
            V[state] += alpha * ((reward if terminated else gamma * reward) + following - V[state])
    return V
