# Adds the plain difference of the potentials.
# fails: fight-shaped-tests
# says: γ is missing

# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    return reward + np.where(over, 0, next_potential) - potential
