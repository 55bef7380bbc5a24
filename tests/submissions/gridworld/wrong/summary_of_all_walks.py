# Averages over all walks.
# fails: grid-summary-tests
# says: not over all walks

# %% grid-summary
def summarise(walks):
    counts = {ending: sum(how == ending for how, _ in walks) for ending in ENDINGS}
    return counts, np.mean([steps for _, steps in walks])
