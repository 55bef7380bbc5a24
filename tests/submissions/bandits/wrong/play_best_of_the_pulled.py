# The loop looks for the best arm among those pulled so far.
# fails: bandits-play-tests
# says: whether or not anybody has pulled it
# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = pulls @ (bandit.means[pulls > 0].max() - bandit.means)
    return pulls, wins, regret
