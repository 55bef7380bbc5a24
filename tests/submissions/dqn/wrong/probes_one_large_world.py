# Puts all questions into one world.
# fails: dqn-probes-apart-tests
# says: fail in the same probes

# %% dqn-probes
def probes(gamma):
    a = max(2.0, 0.5 * gamma)
    world = [(0, 0, 0.0, 1, False, gamma * a), (0, 1, -1.0, 1, True, -1.0)]
    world += [(1, 0, a, 0, True, a), (1, 1, -1.0, 1, True, -1.0)]
    return [world]
