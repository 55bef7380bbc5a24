# Never tells the eye of a beginning.
# fails: px-examine-tests
# says: began

# %% px-examine
def examine(poles, eye, act, seed):
    patches, _ = poles.reset(seed=seed)
    playing = np.ones(poles.num_envs, dtype=bool)
    over, steps = ~playing, np.zeros(poles.num_envs, dtype=int)
    seen = eye(patches, playing)
    while playing.any():
        patches, _, terminated, truncated, _ = poles.step(act(seen))
        steps += playing
        seen, over = eye(patches, np.zeros(len(steps), dtype=bool)), terminated | truncated
        playing &= ~over
    return steps
