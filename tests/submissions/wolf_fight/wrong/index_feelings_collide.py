# Adds the levels of energy and fatigue, so that they collide.
# fails: fight-index-tests
# says: E = 8, F = 5
# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    energy, fatigue = max(energy, low), min(fatigue, high)
    return (row * width + column) * (FULL - low + 1) * (high + 1) + (energy - low) + fatigue
