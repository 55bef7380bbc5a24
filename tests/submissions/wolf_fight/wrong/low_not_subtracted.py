# Forgets that the levels of energy begin at low.
# fails: fight-index-tests
# says: lowest energy

# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    energy, fatigue = max(energy, low), min(fatigue, high)
    return ((row * width + column) * (FULL - low + 1) + energy) * (high + 1) + fatigue
