# Forgets the column.
# fails: fight-design-tests
# says: he keeps nothing of the column of his cell

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((row, energy, fatigue))
    return kept
