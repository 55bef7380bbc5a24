# Keeps how much fresher than tired he is, and not where he stands.
# fails: fight-design-tests
# says: he keeps nothing of the row of his cell

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((energy - fatigue,))
    return kept
