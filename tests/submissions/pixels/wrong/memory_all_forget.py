# All poles forget when one began.
# fails: px-memory-began-tests
# says: only the poles

# %% px-memory
def remember(memory, patches, began):
    memory = np.concatenate([patches[None], memory[:-1]])
    return np.stack([patches] * len(memory)) if began.any() else memory
