# A game ends by a fall only.
# fails: mz-examine-tests
# says: the duck looks for falls alone

# %% mz-examine
def examine(poles, think, seed):
    """Return the steps of each pole's first game, shape (n,), always with the most visited action.

    poles: a vector environment. think(states, noise): visits, shape (n, 2), of n states.
    """
    states, _ = poles.reset(seed=seed)
    steps, on = np.zeros(poles.num_envs, dtype=int), np.arange(poles.num_envs)
    while len(on):
        actions = np.zeros(poles.num_envs, dtype=int)
        actions[on] = think(states[on], None).argmax(axis=1)
        states, _, terminated, truncated, _ = poles.step(actions)
        steps[on] += 1
        on = on[~terminated[on]]
    return steps
