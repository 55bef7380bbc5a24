# Acts on the first frame for ever.
# fails: mp-score-tests
# says: what is seen

# %% mp-score
def score_of(env, act, seed):
    frame, info = env.reset(seed=seed)
    first = frame
    score, lives, over = 0, info["lives"], False
    while not over:
        frame, reward, terminated, truncated, info = env.step(act(first))
        score += reward
        over = terminated or truncated
    return score
