# Takes 1 minus the power of the progress.
# fails: bins-schedule-tests
# says: to the power; you have

# %% bins-schedule
def schedule(start, end, power, progress):
    return end + (start - end) * (1 - min(1, progress) ** power)
