# Does not stop at the end.
# fails: bins-schedule-tests
# says: stays there

# %% bins-schedule
def schedule(start, end, power, progress):
    return end + (start - end) * (1 - progress) ** power
