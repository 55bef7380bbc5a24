# Takes the second number for the preference.
# fails: px-mirror-tests
# says: first number

# %% px-mirror
def symmetric(network, seen):
    here, mirrored = network(seen), network(seen[:, :, ::-1])
    return here[:, 1] - mirrored[:, 1], here[:, 0] + mirrored[:, 0]
