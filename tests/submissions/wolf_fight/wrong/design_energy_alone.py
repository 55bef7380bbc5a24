# Keeps the cell and energy, and forgets fatigue.
# fails: fight-design-tests
# says: he keeps nothing of fatigue

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((row, column, energy))
    return kept
