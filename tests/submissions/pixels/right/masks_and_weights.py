# Multiplies by masks in place of choosing.

# %% px-memory
def remember(memory, patches, began):
    mask = began.astype(memory.dtype)[:, None, None]
    older = [mask * patches + (1 - mask) * place for place in memory[:-1]]
    return np.stack([patches, *older])


# %% px-empty
def share_empty(patches, began):
    same = 1.0 * np.all(np.equal(patches[1:], patches[:-1]), axis=(-1, -2))
    counts = 1.0 - began[1:]
    return float((same * counts).sum() / counts.sum())


# %% px-advantages
def advantages(rewards, values, terminated, truncated, gamma, lam):
    alive, going = 1.0 - terminated, (1.0 - terminated) * (1.0 - truncated)
    found = rewards + gamma * alive * values[1:] - values[:-1]
    for t in range(len(rewards) - 2, -1, -1):
        found[t] += gamma * lam * going[t] * found[t + 1]
    return found
