# Takes the median of the steps.
# fails: grid-summary-tests
# says: the mean of 1, 2 and 10
# %% grid-summary
def summarise(walks):
    counts = dict.fromkeys(ENDINGS, 0)
    for how, _ in walks:
        counts[how] += 1
    happy = [steps for how, steps in walks if how == "apple"]
    return counts, float(np.median(happy)) if happy else float("nan")
