# Forgets what the best arm would have paid.
# fails: bandits-regret-tests
# says: minus what the choices found
# %% bandits-regret
def total_regret(pulls, means):
    return -(pulls @ means)
