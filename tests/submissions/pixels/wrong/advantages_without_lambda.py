# Carries all of it back.
# fails: px-advantages-tests, px-advantages-end-tests
# says: both factors

# %% px-advantages
def advantages(rewards, values, terminated, truncated, gamma, lam):
    surprise = rewards + gamma * np.where(terminated, 0, values[1:]) - values[:-1]
    over, later, found = terminated | truncated, 0, np.empty(surprise.shape)
    for t in reversed(range(len(rewards))):
        later = surprise[t] + gamma * np.where(over[t], 0, later)
        found[t] = later
    return found
