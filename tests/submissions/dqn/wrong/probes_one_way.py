# Has a single action in all worlds.
# fails: dqn-probes-tests, dqn-probes-apart-tests
# says: corrects both actions

# %% dqn-probes
def probes(gamma):
    number = [(0, 0, 2.0, 1, True, 2.0)]
    states = [(0, 0, 1.0, 2, True, 1.0), (1, 0, -1.0, 2, True, -1.0)]
    later = [(0, 0, 0.0, 1, False, gamma), (1, 0, 1.0, 2, True, 1.0)]
    end = [(0, 0, 1.0, 0, True, 1.0)]
    return [number, states, later, end]
