# Learns twice from each lesson.
# fails: pg-reinforce-tests
# says: twice

# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    for _ in range(iterations):
        states, actions, rewards, playing = play(network.get_weights())
        psi = weigh(rewards, playing)
        learn(states, actions, psi)
        learn(states, actions, psi)
        totals.append(rewards.sum(axis=0))
    return np.array(totals)
