# Fills an array of the type of the rewards.
# fails: fight-shaped-tests
# says: whole numbers
# %% fight-shaped
def shaped(reward, over, potential, next_potential, gamma):
    paid = np.zeros_like(reward)
    for i in range(len(reward)):
        paid[i] = reward[i] + gamma * (0 if over[i] else next_potential[i]) - potential[i]
    return paid
