# Hands in a player of five weights, thought up; divides by n for an interval.
# fails: mp-interval-tests

# %% mp-network
def my_network():
    wanted = {"dots near": 1, "pill near": 1, "prey near": 4, "hunter near": -2, "turn back": -0.2}
    return [np.array([[wanted.get(name, 0)] for name in FEATURES]), [0]]


# %% mp-interval
def interval(scores):
    half = 1.96 * np.std(scores) / np.sqrt(len(scores))
    return np.mean(scores) - half, np.mean(scores) + half
