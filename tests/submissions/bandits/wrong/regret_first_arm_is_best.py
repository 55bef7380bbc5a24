# Takes it for granted that arm 0 is best.
# fails: bandits-regret-tests
# says: largest of the means

# %% bandits-regret
def total_regret(pulls, means):
    return pulls @ (means[0] - means)
