# Goes on with the counts of the game before.
# fails: bandits-play-tests
# says: the pulls of
# %% bandits-play
def play(bandit, agent, n, rng, pulls=np.zeros(9, dtype=int), wins=np.zeros(9, dtype=int)):
    pulls, wins, regret = pulls[: bandit.k], wins[: bandit.k], np.zeros(n)
    gaps = bandit.means.max() - bandit.means
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = pulls @ gaps
    return pulls, wins, regret
