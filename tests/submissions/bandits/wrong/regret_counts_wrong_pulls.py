# Counts wrong pulls, whatever their gap.
# fails: bandits-regret-tests
# says: its gap

# %% bandits-regret
def total_regret(pulls, means):
    return pulls.sum() - pulls[np.argmax(means)]
