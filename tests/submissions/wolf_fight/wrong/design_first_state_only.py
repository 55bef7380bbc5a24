# Returns inside of the loop.
# fails: fight-design-tests
# says: a list of 7,744 tuples

# %% fight-design
def my_states(states):
    kept = []
    for row, column, energy, fatigue in states:
        kept.append((row, column, energy // 4, fatigue // 4))
        return kept
