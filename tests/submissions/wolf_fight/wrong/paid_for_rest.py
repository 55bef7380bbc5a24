# Still pays energy - fatigue for every move.
# fails: fight-judge-tests
# says: no reason to fight

# %% fight-judge
def judge(event, energy, fatigue):
    reward = {GOES_ON: energy - fatigue, WON: 1, KILLED: -1, DROWNED: -1}[event]
    return reward, event != GOES_ON
