# Tells the agent the reward first and the arm second.
# fails: bandits-play-tests
# says: another arm or reward

# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    gaps = bandit.means.max() - bandit.means
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(reward, arm)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = pulls @ gaps
    return pulls, wins, regret
