# Tries other numbers in a new cell, as the notebook says one may; the rest is as it should be.

# %% + dqn-values
SIZE = np.array([1, 1, 1, 1], np.float32)
POLES, GAMMA, CAPACITY, WARM_UP = 4, 0.9, 500, 100
EPSILON = {"first": 0.5, "last": 0.1, "steps": 100}
CHOICES |= {"hidden": (8,), "activation": "tanh", "tau": 1.0, "period": 10, "size": SIZE}
EVERY, SOLVED, LIMIT, PETERS, SEED = 100, 50, 500, 2, 99
