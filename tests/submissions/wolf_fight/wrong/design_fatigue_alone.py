# Keeps the cell and fatigue, and forgets energy.
# fails: fight-design-tests
# says: he keeps nothing of energy

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((row, column, fatigue))
    return kept
