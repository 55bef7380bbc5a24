# Notes the regret before the pull of the morning is counted.
# fails: bandits-play-tests
# says: after the pull

# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    gaps = bandit.means.max() - bandit.means
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        wins[arm] += reward
        regret[t] = pulls @ gaps
        pulls[arm] += 1
    return pulls, wins, regret
