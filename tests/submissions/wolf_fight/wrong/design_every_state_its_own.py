# Numbers the states.
# fails: fight-design-tests
# says: at most 1,600 rows

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append(len(kept))
    return kept
