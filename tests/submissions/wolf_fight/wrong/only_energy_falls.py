# Forgets that moves add fatigue.
# fails: fight-wins-tests
# says: *and* adds 1 fatigue

# %% fight-wins
def wins(energy, fatigue, moves):
    return energy - moves > fatigue
