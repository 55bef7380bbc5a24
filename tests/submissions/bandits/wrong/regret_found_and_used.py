# A wrong regret that the loop uses: one mistake, and one exercise.
# fails: bandits-regret-tests
# says: they found
# %% bandits-regret
def total_regret(pulls, means):
    return pulls @ means


# %% bandits-play
def play(bandit, agent, n, rng):
    pulls, wins, regret = np.zeros(bandit.k, dtype=int), np.zeros(bandit.k, dtype=int), np.zeros(n)
    for t in range(n):
        arm = agent.act(rng)
        reward = bandit.pull(arm)
        agent.learn(arm, reward)
        pulls[arm] += 1
        wins[arm] += reward
        regret[t] = total_regret(pulls, bandit.means)
    return pulls, wins, regret
