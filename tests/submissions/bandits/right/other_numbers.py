# Tries other numbers in a new cell, as the notebook says one may; the rest is as it should be.

# %% + bandits-values
MEANS = np.array([0.1, 0.5, 0.55, 0.2])
EPSILON, C, FIRST = 0.3, 2.0, 3
RUNS, GAMES, SEED = 20, 1_000, 99
