# Plays a morning before it looks how many there are.
# fails: bandits-play-tests
# says: 0 mornings
# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    gaps = bandit.means.max() - bandit.means
    t = 0
    while True:
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t : t + 1] = pulls @ gaps
        t += 1
        if t >= n:
            break
    return pulls, wins, regret
