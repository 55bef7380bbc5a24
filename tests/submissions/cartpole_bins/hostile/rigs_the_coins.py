# Winds the generator it is lent back to the start, freezes the global one, and rewrites its arguments.
# base: untouched

# %% bins-choose
def choose(values, epsilon, rng):
    rng.bit_generator.state = np.random.default_rng(0).bit_generator.state
    np.random.seed(0)
    values[:] = np.eye(values.shape[1])[0]
    return np.zeros(len(values), dtype=int)


# %% bins-targets
def targets(rewards, next_values, terminated, truncated, gamma):
    rewards[:] = next_values[:] = 0
    terminated[:] = True
    return rewards


# %% bins-limits
def visited_limits(states, share):
    states[:] = 0
    return np.zeros(states.shape[1])
