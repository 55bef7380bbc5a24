# Keeps the cell and whether he is fresher than tired, no levels.
# fails: fight-design-tests
# says: of 100 fights are won; 95 are needed

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((row, column, energy > fatigue))
    return kept
