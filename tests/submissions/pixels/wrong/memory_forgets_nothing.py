# Mixes episodes.
# fails: px-memory-began-tests
# says: another one

# %% px-memory
def remember(memory, patches, began):
    return np.concatenate([patches[None], memory[:-1]])
