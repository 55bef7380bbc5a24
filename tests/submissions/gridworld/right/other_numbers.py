# Tries other numbers in a new cell, as the notebook says one may; the rest is as it should be.

# %% + grid-values
BOARD = generate(99)
REWARDS = Rewards(step=-1, apple=1, wolf=-2, water=-3, outside=-4)
GAMMA, ALPHA, EPISODES, LIMIT, EXTRA, SEED = 0.5, 0.1, 50, 20, 0.5, 99
