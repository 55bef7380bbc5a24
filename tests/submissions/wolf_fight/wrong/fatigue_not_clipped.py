# Clips energy only, so tired Peters use the rows of others.
# fails: fight-index-tests
# says: is clipped to high

# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    energy, fatigue = max(energy, low), fatigue
    return ((row * width + column) * (FULL - low + 1) + energy - low) * (high + 1) + fatigue
