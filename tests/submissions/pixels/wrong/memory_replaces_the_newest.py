# Overwrites the newest place.
# fails: px-memory-tests, px-memory-began-tests
# says: move back

# %% px-memory
def remember(memory, patches, began):
    memory = memory.copy()
    memory[0] = patches
    memory[:, began] = patches[began]
    return memory
