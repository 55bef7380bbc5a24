# Hands in a player before the first lesson; counts as the duck does.
# fails: mp-score-tests, mp-network-tests

# %% mp-network
def my_network():
    return [np.zeros((len(FEATURES), 1)), np.zeros(1)]


# %% mp-score
def score_of(env, act, seed):
    frame, info = env.reset(seed=seed)
    score, lives, over = 0, info["lives"], False
    while not over and info["lives"] == lives:
        frame, reward, terminated, truncated, info = env.step(act(frame))
        score += np.sign(reward)
        over = terminated or truncated
    return score
