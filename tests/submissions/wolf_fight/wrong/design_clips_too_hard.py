# Clips energy and fatigue where the differences lie that count.
# fails: fight-design-tests
# says: of 100 fights are won; 95 are needed

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((row, column, max(energy, 6), min(fatigue, 4)))
    return kept
