# Clips to the notebook's own LOW.
# fails: fight-index-tests
# says: clipped to low = 3
# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    energy, fatigue = max(energy, LOW), min(fatigue, high)
    energies, fatigues = FULL - low + 1, high + 1
    return ((row * width + column) * energies + energy - low) * fatigues + fatigue
