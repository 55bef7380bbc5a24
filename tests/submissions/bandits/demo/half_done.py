# Did the first exercises, then ran out of time.
# fails: bandits-play-tests, bandits-epsilon-greedy-tests, bandits-explore-first-tests
# says: fill in
# base: untouched

# %% bandits-regret
def total_regret(pulls, means):
    return np.sum(pulls * (means.max() - means))


# %% bandits-start
def starting_tables(k, optimism, trust):
    return np.full(k, float(optimism)), np.full(k, trust)


# %% bandits-update
def update(Q, N, arm, reward):
    N[arm] += 1
    Q[arm] += (reward - Q[arm]) / N[arm]
