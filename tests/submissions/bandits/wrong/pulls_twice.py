# Pulls once for the agent and once more for the score.
# fails: bandits-play-tests
# says: pull once

# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    gaps = bandit.means.max() - bandit.means
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        reward = bandit.pull(arm)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = pulls @ gaps
    return pulls, wins, regret
