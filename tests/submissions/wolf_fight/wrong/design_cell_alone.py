# Keeps the cell alone: Q(x, y).
# fails: fight-design-tests
# says: he keeps nothing of energy and fatigue

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((row, column))
    return kept
