# Collects rewards in a list.

# %% mp-score
def score_of(env, act, seed):
    seen, info = env.reset(seed=seed)
    rewards = []
    while True:
        seen, reward, terminated, truncated, info = env.step(act(seen))
        rewards.append(reward)
        if terminated or truncated:
            return sum(rewards)


# %% mp-mirror
def mirrored(windows, ways):
    swap = {UP: UP, RIGHT: LEFT, LEFT: RIGHT, DOWN: DOWN}
    return np.stack([window[:, ::-1] for window in windows]), [swap[int(way)] for way in ways]
