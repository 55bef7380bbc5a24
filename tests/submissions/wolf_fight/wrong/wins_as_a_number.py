# Returns 1 and 0.
# fails: fight-wins-tests
# says: a fresh Peter
# %% fight-wins
def wins(energy, fatigue, moves):
    return int(energy - moves > fatigue + moves)
