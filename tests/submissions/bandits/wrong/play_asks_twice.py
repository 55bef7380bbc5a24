# Asks the agent twice each morning, and pulls what it said first.
# fails: bandits-play-tests
# says: ask the agent once

# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    gaps = bandit.means.max() - bandit.means
    for t in range(n):
        agent.act(rng)
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = pulls @ gaps
    return pulls, wins, regret
