# Can't summarise an empty list.
# fails: grid-summary-tests
# says: unpack
# %% grid-summary
def summarise(walks):
    hows, steps = zip(*walks)
    happy = [s for h, s in walks if h == "apple"]
    return {e: hows.count(e) for e in ENDINGS}, sum(happy) / len(happy) if happy else float("nan")
