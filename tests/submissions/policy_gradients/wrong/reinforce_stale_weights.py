# Plays every lesson with the weights from before the loop.
# fails: pg-reinforce-tests
# says: fresh snapshot

# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    weights = network.get_weights()
    for _ in range(iterations):
        states, actions, rewards, playing = play(weights)
        learn(states, actions, weigh(rewards, playing))
        totals.append(rewards.sum(axis=0))
    return np.array(totals)
