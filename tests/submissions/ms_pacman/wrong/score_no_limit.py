# Ignores the limit.
# fails: mp-score-tests
# says: over

# %% mp-score
def score_of(env, act, seed):
    frame, info = env.reset(seed=seed)
    score, lives, over = 0, info["lives"], False
    while not over:
        frame, reward, terminated, truncated, info = env.step(act(frame))
        score += reward
        over = terminated
    return score
