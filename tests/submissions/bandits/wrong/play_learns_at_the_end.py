# Tells the agent of all mornings when they are over.
# fails: bandits-play-tests
# says: before it is asked again
# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    gaps = bandit.means.max() - bandit.means
    seen = []
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        seen.append((arm, reward))
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = pulls @ gaps
    for each in seen:
        agent.learn(*each)
    return pulls, wins, regret
