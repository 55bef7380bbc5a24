# Forgets the seed.
# fails: mp-score-tests
# says: seed

# %% mp-score
def score_of(env, act, seed):
    frame, info = env.reset()
    score, lives, over = 0, info["lives"], False
    while not over:
        frame, reward, terminated, truncated, info = env.step(act(frame))
        score += reward
        over = terminated or truncated
    return score
