# Has no world of one step with two actions.
# fails: dqn-probes-apart-tests
# says: fail in the same probes

# %% dqn-probes
def probes(gamma):
    number = [(0, 0, 2.0, 1, True, 2.0)]
    states = [(0, 0, 1.0, 2, True, 1.0), (1, 0, -1.0, 2, True, -1.0)]
    later = [(0, 0, 0.0, 1, False, gamma), (1, 0, 1.0, 2, True, 1.0)]
    end = [(0, 0, 1.0, 0, True, 1.0)]
    best = [(0, 0, 0.0, 1, False, gamma), (0, 1, 0.0, 1, False, gamma)]
    best += [(1, 0, 1.0, 2, True, 1.0), (1, 1, -1.0, 2, True, -1.0)]
    return [number, states, later, end, best]
