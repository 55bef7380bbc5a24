# Changes the old memory.
# fails: px-memory-tests, px-memory-began-tests
# says: changed

# %% px-memory
def remember(memory, patches, began):
    memory[1:] = memory[:-1].copy()
    memory[0] = patches
    memory[:, began] = patches[began]
    return memory
