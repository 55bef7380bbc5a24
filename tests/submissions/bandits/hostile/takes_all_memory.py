# Allocates memory until something stops it, in a cell and in the tested function.
# base: untouched
# %% bandits-regret
def total_regret(pulls, means):
    held = []
    while True:
        held.append(np.ones(10_000_000))
# %% + bandits-update-tests
hoard = []
while True:
    hoard.append(np.ones(10_000_000))
