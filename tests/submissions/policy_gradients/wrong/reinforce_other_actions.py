# Learns from the opposite of what was done.
# fails: pg-reinforce-tests
# says: other actions

# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    for _ in range(iterations):
        states, actions, rewards, playing = play(network.get_weights())
        learn(states, 1 - actions, weigh(rewards, playing))
        totals.append(rewards.sum(axis=0))
    return np.array(totals)
