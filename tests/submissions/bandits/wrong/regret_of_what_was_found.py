# Adds up what the choices found, not what they missed.
# fails: bandits-regret-tests
# says: they found

# %% bandits-regret
def total_regret(pulls, means):
    return pulls @ means
