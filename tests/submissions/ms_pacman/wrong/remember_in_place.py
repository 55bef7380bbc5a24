# Changes the old memory.
# fails: mp-remember-tests
# says: changed

# %% mp-remember
def remember(memory, seen, t, keep):
    for name in [name for name, (then, _) in memory.items() if t - then > keep]:
        del memory[name]
    for name, cell in seen.items():
        memory[name] = (t, cell)
    return memory
