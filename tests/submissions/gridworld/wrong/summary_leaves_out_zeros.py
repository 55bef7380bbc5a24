# Does not name the endings that never occurred.
# fails: grid-summary-tests
# says: name every ending

# %% grid-summary
def summarise(walks):
    happy = [steps for how, steps in walks if how == "apple"]
    return dict(Counter(how for how, _ in walks)), np.mean(happy) if happy else float("nan")
