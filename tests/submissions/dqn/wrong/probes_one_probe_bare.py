# Returns one world, not in a list.
# fails: dqn-probes-tests, dqn-probes-apart-tests
# says: 

# %% dqn-probes
def probes(gamma):
    end = [(0, 0, 1.0, 0, True, 1.0)]
    return end
