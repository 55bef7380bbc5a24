# Uses the cell alone: Q(x, y).
# fails: fight-index-tests
# says: cell 10, E = 8, F = 5

# %% fight-index
def state_index(row, column, energy, fatigue, width, low, high):
    return row * width + column
