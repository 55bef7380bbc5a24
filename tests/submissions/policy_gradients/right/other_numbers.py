# Tries other numbers in a new cell, as the notebook says one may; the rest is as it should be.

# %% + pg-values
UNITS = 8
GAMMA, LEARNING_RATE = 0.99, 0.1
EPISODES, ITERATIONS, T_MAX, SKATERS, SEED = 4, 10, 50, 2, 99
