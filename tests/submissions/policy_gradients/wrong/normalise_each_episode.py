# Normalises each episode by itself, over the steps played.
# fails: pg-normalise-tests
# says: each episode by itself

# %% pg-normalise
def normalise(returns, playing):
    psi = np.zeros(returns.shape)
    for e in range(returns.shape[1]):
        played = returns[playing[:, e], e]
        psi[playing[:, e], e] = (played - played.mean()) / (played.std() or 1)
    return psi
