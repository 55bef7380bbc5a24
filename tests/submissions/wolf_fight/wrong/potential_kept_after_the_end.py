# Keeps the potential of the last state.
# fails: fight-shaped-tests
# says: after the end the potential is 0

# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    return reward + gamma * next_potential - potential
