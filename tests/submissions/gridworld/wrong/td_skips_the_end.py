# Learns nothing from the last step.
# fails: grid-td-tests
# says: the last step of a walk is a lesson

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        for state, reward, next_state, terminated in walk:
            if terminated:
                break
            following = gamma * V[next_state]
            V[state] += alpha * (reward + following - V[state])
    return V
