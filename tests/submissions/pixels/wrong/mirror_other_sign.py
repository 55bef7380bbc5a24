# Mirror image minus picture.
# fails: px-mirror-tests
# says: other way round

# %% px-mirror
def symmetric(network, seen):
    here, mirrored = network(seen), network(seen[:, :, ::-1])
    return mirrored[:, 0] - here[:, 0], here[:, 1] + mirrored[:, 1]
