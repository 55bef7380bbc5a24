# Keeps the distance to the wolf in place of the cell.
# fails: fight-design-tests
# says: of 100 fights are won; 95 are needed

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((abs(row - 5) + column, energy, fatigue))
    return kept
