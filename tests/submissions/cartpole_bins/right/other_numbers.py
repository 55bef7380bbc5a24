# Tries other numbers in a new cell, as the notebook says one may; the rest is as it should be.

# %% + bins-values
GOAL, WINDOW = 195, 10
WIDTHS = (1, 1, 0.05, 0.5)
COUNTS, CARTS, STEPS = (2, 2, 6, 6), 8, 500
GAMMA, ALPHA, EPSILON = 0.9, (0.5, 0.1, 2), (0.5, 0.1, 1)
SEEDS, RUNS, SEED = 2, 2, 99
