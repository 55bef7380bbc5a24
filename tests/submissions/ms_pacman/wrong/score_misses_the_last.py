# Misses the last step.
# fails: mp-score-tests
# says: last step

# %% mp-score
def score_of(env, act, seed):
    frame, info = env.reset(seed=seed)
    score, lives, over = 0, info["lives"], False
    while not over:
        frame, reward, terminated, truncated, info = env.step(act(frame))
        over = terminated or truncated
        score += 0 if over else reward
    return score
