# Who is tired to the limit is dead.
# fails: fight-judge-tests
# says: nothing happened
# %% fight-judge
def judge(event, energy, fatigue):
    if energy <= 0 and fatigue >= 10:
        return -1, True
    return [0, 1, -1, -1][event], event != GOES_ON
