# Writes the zero into the potential it is given.
# fails: fight-shaped-tests
# says: your function changed
# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    next_potential[over] = 0
    return reward + gamma * next_potential - potential
