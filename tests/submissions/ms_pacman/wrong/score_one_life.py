# Stops with the first life.
# fails: mp-score-tests
# says: not the end

# %% mp-score
def score_of(env, act, seed):
    frame, info = env.reset(seed=seed)
    score, lives, over = 0, info["lives"], False
    while not over and info["lives"] == lives:
        frame, reward, terminated, truncated, info = env.step(act(frame))
        score += reward
        over = terminated or truncated
    return score
