# Fades to zero instead of to the end.
# fails: bins-schedule-tests
# says: not at 0

# %% bins-schedule
def schedule(start, end, power, progress):
    return start * max(0, 1 - progress) ** power
