# The loop takes it for granted that arm 0 is best.
# fails: bandits-play-tests
# says: largest of the means
# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = pulls @ (bandit.means[0] - bandit.means)
    return pulls, wins, regret
