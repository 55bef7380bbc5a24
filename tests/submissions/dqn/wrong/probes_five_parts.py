# Leaves the values out.
# fails: dqn-probes-tests, dqn-probes-apart-tests
# says: return 6 things

# %% dqn-probes
def probes(gamma):
    number = [(0, 0, 2.0, 1, True, 2.0)]
    states = [(0, 0, 1.0, 2, True, 1.0), (1, 0, -1.0, 2, True, -1.0)]
    actions = [(0, 0, 1.0, 1, True, 1.0), (0, 1, -1.0, 1, True, -1.0)]
    later = [(0, 0, 0.0, 1, False, gamma), (1, 0, 1.0, 2, True, 1.0)]
    end = [(0, 0, 1.0, 0, True)]
    best = [(0, 0, 0.0, 1, False, gamma), (0, 1, 0.0, 1, False, gamma)]
    best += [(1, 0, 1.0, 2, True, 1.0), (1, 1, -1.0, 2, True, -1.0)]
    return [number, states, actions, later, end, best]
