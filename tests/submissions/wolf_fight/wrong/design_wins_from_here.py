# Keeps the cell and whether he would win by walking straight to the wolf.
# fails: fight-design-tests
# says: of 100 fights are won; 95 are needed

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((row, column, wins(energy, fatigue, abs(row - 5) + column)))
    return kept
