# Compares energy and fatigue as they are now.
# fails: fight-wins-tests
# says: *and* adds 1 fatigue

# %% fight-wins
def wins(energy, fatigue, moves):
    return energy > fatigue
