# Returns what is kept at all, not what of each state.
# fails: fight-design-tests
# says: a list of 7,744 tuples

# %% fight-design
def my_states(states):
    return {(row, column, energy // 4, fatigue // 4) for row, column, energy, fatigue in states}
