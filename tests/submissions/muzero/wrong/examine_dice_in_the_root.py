# Leaves the dice in the root.
# fails: mz-examine-tests
# says: in an examination there are no dice in the root: noise is

# %% mz-examine
def examine(poles, think, seed):
    """Return the steps of each pole's first game, shape (n,), always with the most visited action.

    poles: a vector environment. think(states, noise): visits, shape (n, 2), of n states.
    """
    states, _ = poles.reset(seed=seed)
    steps, on = np.zeros(poles.num_envs, dtype=int), np.arange(poles.num_envs)
    while len(on):
        actions = np.zeros(poles.num_envs, dtype=int)
        actions[on] = think(
            states[on], np.random.default_rng(seed).dirichlet([1, 1], size=len(on))
        ).argmax(axis=1)
        states, _, terminated, truncated, _ = poles.step(actions)
        steps[on] += 1
        on = on[~(terminated | truncated)[on]]
    return steps
