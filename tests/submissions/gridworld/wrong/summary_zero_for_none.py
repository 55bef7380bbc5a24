# Says 0 steps when no walk reached an apple.
# fails: grid-summary-tests
# says: very quick walk

# %% grid-summary
def summarise(walks):
    counts = {ending: sum(how == ending for how, _ in walks) for ending in ENDINGS}
    happy = [steps for how, steps in walks if how == "apple"]
    return counts, sum(happy) / max(1, len(happy))
