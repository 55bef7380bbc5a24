# Takes the last move alone for an end.
# fails: fight-shaped-tests
# says: moves 2 and 3
# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    later = next_potential.copy()
    later[-1] = 0
    return reward + gamma * later - potential
