# Asks the agent again when it is to learn.
# fails: bandits-play-tests
# says: ask the agent once

# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    gaps = bandit.means.max() - bandit.means
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(agent.act(rng), reward)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = pulls @ gaps
    return pulls, wins, regret
