# Adds the preferences.
# fails: px-mirror-tests
# says: difference

# %% px-mirror
def symmetric(network, seen):
    here, mirrored = network(seen), network(seen[:, :, ::-1])
    return here[:, 0] + mirrored[:, 0], here[:, 1] + mirrored[:, 1]
