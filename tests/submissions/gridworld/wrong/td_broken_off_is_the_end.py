# Takes the last step of a walk for its end.
# fails: grid-td-tests
# says: see `terminated`

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        for n, (state, reward, next_state, _) in enumerate(walk):
            following = 0 if n == len(walk) - 1 else gamma * V[next_state]
            V[state] += alpha * (reward + following - V[state])
    return V
