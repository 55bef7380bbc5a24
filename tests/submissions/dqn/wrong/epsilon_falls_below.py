# ε goes on falling after the end of the line.
# fails: dqn-schedule-tests
# says: must stay at `last`

# %% dqn-schedule
def epsilon_at(step, first, last, steps):
    return first + step / steps * (last - first)
