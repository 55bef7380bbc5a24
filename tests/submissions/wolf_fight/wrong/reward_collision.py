# The duck's code as it was, with smaller numbers: -100 means death, however it came about.
# fails: fight-judge-tests
# says: are not an event

# %% fight-judge
def judge(event, energy, fatigue):
    reward = {GOES_ON: 0, WON: 1, KILLED: -1, DROWNED: -1}[event]
    return reward, event != GOES_ON or energy - fatigue == -100
