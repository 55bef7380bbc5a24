# Drowning is no death.
# fails: fight-judge-tests
# says: to drown is death
# %% fight-judge
def judge(event, energy, fatigue):
    return {WON: 1, KILLED: -1}.get(event, 0), event in (WON, KILLED)
