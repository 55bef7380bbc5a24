# Divides by zero when no walk reached an apple.
# fails: grid-summary-tests
# says: divide by zero

# %% grid-summary
def summarise(walks):
    counts = {ending: sum(how == ending for how, _ in walks) for ending in ENDINGS}
    happy = [steps for how, steps in walks if how == "apple"]
    return counts, sum(happy) / len(happy)
