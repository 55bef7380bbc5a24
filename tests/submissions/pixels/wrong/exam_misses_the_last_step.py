# Does not count the last step.
# fails: px-examine-tests
# says: last step

# %% px-examine
def examine(poles, eye, act, seed):
    patches, _ = poles.reset(seed=seed)
    playing = np.ones(poles.num_envs, dtype=bool)
    over, steps = ~playing, np.zeros(poles.num_envs, dtype=int)
    seen = eye(patches, playing)
    while playing.any():
        patches, _, terminated, truncated, _ = poles.step(act(seen))
        seen, over = eye(patches, over), terminated | truncated
        playing &= ~over
        steps += playing
    return steps
