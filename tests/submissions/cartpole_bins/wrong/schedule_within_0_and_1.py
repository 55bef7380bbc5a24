# Keeps all values between 0 and 1.
# fails: bins-schedule-tests
# says: from -3 to 7

# %% bins-schedule
def schedule(start, end, power, progress):
    return np.clip(end + (start - end) * max(0, 1 - progress) ** power, 0, 1)
