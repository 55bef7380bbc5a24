# Plays no more mornings than there are runs.
# fails: bandits-play-tests
# says: no more, no fewer
# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    gaps = bandit.means.max() - bandit.means
    for t in range(min(n, RUNS)):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = pulls @ gaps
    return pulls, wins, regret
