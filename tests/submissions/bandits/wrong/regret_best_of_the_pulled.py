# Looks for the best arm among those that were pulled.
# fails: bandits-regret-tests
# says: nobody has pulled the best arm
# %% bandits-regret
def total_regret(pulls, means):
    return pulls @ (means[pulls > 0].max() - means)
