# Learns from the rewards without weighing them.
# fails: pg-reinforce-tests
# says: bare rewards

# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    for _ in range(iterations):
        states, actions, rewards, playing = play(network.get_weights())
        learn(states, actions, rewards)
        totals.append(rewards.sum(axis=0))
    return np.array(totals)
