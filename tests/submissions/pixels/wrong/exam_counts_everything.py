# Counts steps of later episodes.
# fails: px-examine-tests
# says: first episode

# %% px-examine
def examine(poles, eye, act, seed):
    patches, _ = poles.reset(seed=seed)
    playing = np.ones(poles.num_envs, dtype=bool)
    over, steps = ~playing, np.zeros(poles.num_envs, dtype=int)
    seen = eye(patches, playing)
    while playing.any():
        patches, _, terminated, truncated, _ = poles.step(act(seen))
        steps += 1
        seen, over = eye(patches, over), terminated | truncated
        playing &= ~over
    return steps
