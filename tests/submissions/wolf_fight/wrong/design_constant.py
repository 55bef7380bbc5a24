# Keeps nothing of the state.
# fails: fight-design-tests
# says: he keeps nothing of the row of his cell and the column of his cell and energy and fatigue

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((0,))
    return kept
