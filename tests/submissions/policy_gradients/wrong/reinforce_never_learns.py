# Plays, and learns nothing.
# fails: pg-reinforce-tests
# says: nothing is learned

# %% pg-reinforce
def reinforce(network, play, weigh, learn, iterations):
    totals = []
    for _ in range(iterations):
        states, actions, rewards, playing = play(network.get_weights())
        weigh(rewards, playing)
        totals.append(rewards.sum(axis=0))
    return np.array(totals)
