# Pays for losing potential.
# fails: fight-shaped-tests
# says: the sign is turned

# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    return reward + potential - gamma * np.where(over, 0, next_potential)
