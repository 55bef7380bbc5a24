# Counts steps instead of rewards.
# fails: pg-reinforce-totals-tests
# says: numbers of steps

# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    for _ in range(iterations):
        states, actions, rewards, playing = play(network.get_weights())
        learn(states, actions, weigh(rewards, playing))
        totals.append(playing.sum(axis=0))
    return np.array(totals)
