# Tells weigh that everybody always played.
# fails: pg-reinforce-tests
# says: which steps were played

# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    for _ in range(iterations):
        states, actions, rewards, playing = play(network.get_weights())
        learn(states, actions, weigh(rewards, playing | True))
        totals.append(rewards.sum(axis=0))
    return np.array(totals)
