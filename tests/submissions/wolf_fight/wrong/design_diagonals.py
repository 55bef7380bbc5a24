# Keeps the sum of row and column: cells on a diagonal are one.
# fails: fight-design-tests
# says: of 100 fights are won; 95 are needed

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((row + column, energy // 4, fatigue // 4))
    return kept
