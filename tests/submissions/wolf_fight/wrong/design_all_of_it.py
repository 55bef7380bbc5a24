# Keeps the state as it is.
# fails: fight-design-tests
# says: at most 1,600 rows

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((row, column, energy, fatigue))
    return kept
