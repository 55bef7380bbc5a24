# Returns the reward-to-go.
# fails: pg-whole-tests
# says: reward-to-go

# %% pg-whole
def whole_episode(returns, playing):
    return np.where(playing, returns, 0)
