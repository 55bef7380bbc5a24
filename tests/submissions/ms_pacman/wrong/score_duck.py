# Counts as the duck does.
# fails: mp-score-tests
# says: both

# %% mp-score
def score_of(env, act, seed):
    frame, info = env.reset(seed=seed)
    score, lives, over = 0, info["lives"], False
    while not over and info["lives"] == lives:
        frame, reward, terminated, truncated, info = env.step(act(frame))
        score += np.sign(reward)
        over = terminated or truncated
    return score
