# Writes down the gap of each morning alone.
# fails: bandits-play-tests
# says: total of all mornings

# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    gaps = bandit.means.max() - bandit.means
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = gaps[arm]
    return pulls, wins, regret
