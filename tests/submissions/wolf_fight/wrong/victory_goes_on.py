# Only death ends the fight.
# fails: fight-judge-tests
# says: a victory is worth 1 and ends

# %% fight-judge
def judge(event, energy, fatigue):
    reward = {GOES_ON: 0, WON: 1, KILLED: -1, DROWNED: -1}[event]
    return reward, reward == -1
