# Takes the logarithm of a chance of 0.
# fails: pg-slopes-entropy-tests
# says: who is certain has

# %% pg-slopes
def slopes(h, actions, psi, beta):
    e = np.exp(h - h.max(axis=1, keepdims=True))
    pi = e / e.sum(axis=1, keepdims=True)
    score = np.eye(h.shape[1])[actions] - pi
    if beta == 0:
        return psi[:, np.newaxis] * score
    ln_pi = np.log(pi)
    entropy = -(pi * ln_pi).sum(axis=1, keepdims=True)
    return psi[:, np.newaxis] * score - beta * pi * (ln_pi + entropy)
