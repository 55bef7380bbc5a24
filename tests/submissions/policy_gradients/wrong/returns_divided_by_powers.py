# Divides by powers of γ, which are 0 at γ = 0.
# fails: pg-returns-tests
# says: γ = 0

# %% pg-returns
def discounted_returns(rewards, gamma):
    r = np.asarray(rewards, float)
    p = (gamma ** np.arange(len(r))).reshape(-1, *[1] * (r.ndim - 1))
    return np.cumsum((r * p)[::-1], axis=0)[::-1] / p
