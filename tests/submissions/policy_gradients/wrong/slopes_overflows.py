# Takes exponentials of the preferences as they are.
# fails: pg-slopes-tests, pg-slopes-entropy-tests
# says: take the largest of each *row* away

# %% pg-slopes
def slopes(h, actions, psi, beta):
    pi = np.exp(h) / np.exp(h).sum(axis=1, keepdims=True)
    ln_pi = h - np.log(np.exp(h).sum(axis=1, keepdims=True))
    entropy = -(pi * ln_pi).sum(axis=1, keepdims=True)
    score = np.eye(h.shape[1])[actions] - pi
    return psi[:, np.newaxis] * score - beta * pi * (ln_pi + entropy)
