# Keeps one level more of each than there are rows for.
# fails: fight-design-tests
# says: at most 1,600 rows

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((row, column, energy // 2, fatigue // 2))
    return kept
