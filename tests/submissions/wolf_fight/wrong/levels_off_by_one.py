# Counts one level of energy too few: two states share a row.
# fails: fight-index-tests
# says: levels of energy

# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    energy, fatigue = max(energy, low), min(fatigue, high)
    return ((row * width + column) * (FULL - low) + energy - low) * (high + 1) + fatigue
