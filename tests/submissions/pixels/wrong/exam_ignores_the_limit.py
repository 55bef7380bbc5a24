# Goes on after the limit.
# fails: px-examine-tests

# %% px-examine
def examine(poles, eye, act, seed):
    patches, _ = poles.reset(seed=seed)
    playing = np.ones(poles.num_envs, dtype=bool)
    over, steps = ~playing, np.zeros(poles.num_envs, dtype=int)
    seen = eye(patches, playing)
    while playing.any():
        patches, _, terminated, truncated, _ = poles.step(act(seen))
        steps += playing
        seen, over = eye(patches, over), terminated | truncated
        playing &= ~terminated
        if len(steps) * 20 < steps.sum():
            break
    return steps
