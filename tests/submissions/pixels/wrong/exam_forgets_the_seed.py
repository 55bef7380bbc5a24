# Resets without the seed.
# fails: px-examine-tests
# says: seed

# %% px-examine
def examine(poles, eye, act, seed):
    patches, _ = poles.reset()
    playing = np.ones(poles.num_envs, dtype=bool)
    over, steps = ~playing, np.zeros(poles.num_envs, dtype=int)
    seen = eye(patches, playing)
    while playing.any():
        patches, _, terminated, truncated, _ = poles.step(act(seen))
        steps += playing
        seen, over = eye(patches, over), terminated | truncated
        playing &= ~over
    return steps
