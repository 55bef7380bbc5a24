# Draws the move from the visits.
# fails: mz-examine-tests
# says: the action with most visits, of two equals the first; 0 for

# %% mz-examine
def examine(poles, think, seed):
    """Return the steps of each pole's first game, shape (n,), always with the most visited action.

    poles: a vector environment. think(states, noise): visits, shape (n, 2), of n states.
    """
    rng = np.random.default_rng(seed)
    states, _ = poles.reset(seed=seed)
    steps, on = np.zeros(poles.num_envs, dtype=int), np.arange(poles.num_envs)
    while len(on):
        actions = np.zeros(poles.num_envs, dtype=int)
        actions[on] = rng.random(len(on)) < policy_of(think(states[on], None))[:, 1]
        states, _, terminated, truncated, _ = poles.step(actions)
        steps[on] += 1
        on = on[~(terminated | truncated)[on]]
    return steps
