# Tries other numbers in a new cell, as the notebook says one may; the rest is as it should be.

# %% + fight-values
BOARD = generate(99)
ALPHA, GAMMA, EPSILON = 0.2, 0.5, 0.9
LOW, HIGH, SCALE, OPTIMISM = 4, 5, 1.0, 0.0
PETERS, MOVES, PATIENCE, SEED = 2, 400, 5, 99
