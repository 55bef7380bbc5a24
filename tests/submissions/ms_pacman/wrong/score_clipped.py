# Clips rewards.
# fails: mp-score-tests
# says: 200

# %% mp-score
def score_of(env, act, seed):
    frame, info = env.reset(seed=seed)
    score, lives, over = 0, info["lives"], False
    while not over:
        frame, reward, terminated, truncated, info = env.step(act(frame))
        score += np.sign(reward)
        over = terminated or truncated
    return score
