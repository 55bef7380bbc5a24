# A line to zero, cut off at `last`.
# fails: dqn-schedule-tests
# says: must end at `last`, not at 0

# %% dqn-schedule
def epsilon_at(step, first, last, steps):
    return max(last, first * (1 - step / steps))
