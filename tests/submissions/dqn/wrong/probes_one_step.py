# Has worlds of one step only.
# fails: dqn-probes-tests, dqn-probes-apart-tests
# says: never follows

# %% dqn-probes
def probes(gamma):
    number = [(0, 0, 2.0, 1, True, 2.0)]
    states = [(0, 0, 1.0, 2, True, 1.0), (1, 0, -1.0, 2, True, -1.0)]
    actions = [(0, 0, 1.0, 1, True, 1.0), (0, 1, -1.0, 1, True, -1.0)]
    end = [(0, 0, 1.0, 0, True, 1.0)]
    return [number, states, actions, end]
