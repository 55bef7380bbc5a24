# Measures regret by the rewards, so luck counts.
# fails: bandits-play-tests
# says: measures luck

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
        regret[t] = (t + 1) * bandit.means.max() - wins.sum()
    return pulls, wins, regret
