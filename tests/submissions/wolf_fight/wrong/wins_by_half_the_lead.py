# Halves the lead and cuts it to an integer.
# fails: fight-wins-tests
# says: 0 moves away
# %% fight-wins
def wins(energy, fatigue, moves):
    return (energy - fatigue) // 2 > moves
