# Sorts the list it is given.
# fails: grid-summary-tests
# says: your function changed
# %% grid-summary
def summarise(walks):
    walks.sort()
    counts = dict.fromkeys(ENDINGS, 0)
    for how, _ in walks:
        counts[how] += 1
    happy = [steps for how, steps in walks if how == "apple"]
    return counts, sum(happy) / len(happy) if happy else float("nan")
