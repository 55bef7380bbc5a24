# Keeps what print returns.
# fails: fight-design-tests
# says: must be made of numbers or words

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append(print(row, column, end=""))
    return kept
