# Gives a slope to what was done only.
# fails: pg-slopes-tests
# says: not only that of what was done

# %% pg-slopes
def slopes(h, actions, psi, beta):
    ln_pi = h - h.max(axis=1, keepdims=True)
    ln_pi = ln_pi - np.log(np.exp(ln_pi).sum(axis=1, keepdims=True))
    pi = np.exp(ln_pi)
    entropy = -(pi * ln_pi).sum(axis=1, keepdims=True)
    done = np.eye(h.shape[1])[actions]
    score = done * (1 - pi)
    return psi[:, np.newaxis] * score - beta * pi * (ln_pi + entropy)
