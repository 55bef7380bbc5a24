# Tries other numbers in a new cell, as the notebook says one may; the rest is as it should be.

# %% + vi-values
GAMMA, PATIENT, TOLERANCE = 0.5, 0.99, 1e-3
ALPHA0, DECAY = 0.9, 0.5
STEPS, RUNS, SEED = 500, 2, 99
WORLD = mdp.random_mdp(np.random.default_rng(1), 5, 2)
T, R = WORLD.T, WORLD.R
START = np.where(WORLD.available, 0.0, -np.inf)

# %% vi-weather
def set_weather():
    return [[0.31, 0, 0], [0.31, 0.15, 0.0], [0.33, 0, 0], [0.8, 0.15, 0.0], [0.0, 0.0, 11]]
