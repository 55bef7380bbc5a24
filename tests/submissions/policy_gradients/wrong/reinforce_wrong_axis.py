# Sums over the episodes instead of over time.
# fails: pg-reinforce-totals-tests
# says: sum over time

# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    for _ in range(iterations):
        states, actions, rewards, playing = play(network.get_weights())
        learn(states, actions, weigh(rewards, playing))
        totals.append(rewards.sum(axis=1))
    return np.array(totals)
