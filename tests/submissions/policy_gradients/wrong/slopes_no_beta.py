# Takes beta for 1.
# fails: pg-slopes-tests, pg-slopes-entropy-tests
# says: 

# %% pg-slopes
def slopes(h, actions, psi, beta):
    ln_pi = h - h.max(axis=1, keepdims=True)
    ln_pi = ln_pi - np.log(np.exp(ln_pi).sum(axis=1, keepdims=True))
    pi = np.exp(ln_pi)
    entropy = -(pi * ln_pi).sum(axis=1, keepdims=True)
    score = np.eye(h.shape[1])[actions] - pi
    return psi[:, np.newaxis] * score - pi * (ln_pi + entropy)
