# Counts a draw as a victory.
# fails: fight-wins-tests
# says: a draw is lost

# %% fight-wins
def wins(energy, fatigue, moves):
    return energy - moves >= fatigue + moves
