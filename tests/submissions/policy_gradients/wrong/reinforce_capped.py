# Never learns more lessons than this notebook does.
# fails: pg-reinforce-tests
# says: 155 iterations

# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    for _ in range(min(iterations, ITERATIONS)):
        states, actions, rewards, playing = play(network.get_weights())
        learn(states, actions, weigh(rewards, playing))
        totals.append(rewards.sum(axis=0))
    return np.array(totals)
