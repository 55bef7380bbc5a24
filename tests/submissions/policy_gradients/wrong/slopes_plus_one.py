# Takes the slope by the chances for the slope by the preferences.
# fails: pg-slopes-entropy-tests
# says: + 1 in place of + H

# %% pg-slopes
def slopes(h, actions, psi, beta):
    ln_pi = h - h.max(axis=1, keepdims=True)
    ln_pi = ln_pi - np.log(np.exp(ln_pi).sum(axis=1, keepdims=True))
    pi = np.exp(ln_pi)
    score = np.eye(h.shape[1])[actions] - pi
    return psi[:, np.newaxis] * score - beta * pi * (ln_pi + 1)
