# Leaves the hint out of the last move altogether.
# fails: fight-shaped-tests
# says: pays back its potential

# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    return reward + np.where(over, 0, gamma * next_potential - potential)
