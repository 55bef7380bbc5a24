# Counts on in a default argument.
# fails: grid-summary-tests
# says: the counts of
# %% grid-summary
def summarise(walks, counts=dict.fromkeys(ENDINGS, 0)):
    for how, _ in walks:
        counts[how] += 1
    happy = [steps for how, steps in walks if how == "apple"]
    return dict(counts), sum(happy) / len(happy) if happy else float("nan")
