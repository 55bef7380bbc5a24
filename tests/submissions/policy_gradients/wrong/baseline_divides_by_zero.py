# Divides by zero where nobody is playing.
# fails: pg-baseline-tests
# says: divide

# %% pg-baseline
def advantages(returns, playing):
    usual = (returns * playing).sum(axis=1, keepdims=True) / playing.sum(axis=1, keepdims=True)
    return (returns - usual) * playing
