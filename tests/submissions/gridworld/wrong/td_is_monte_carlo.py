# Moves towards the return, not towards reward and estimate.
# fails: grid-td-tests
# says: that is Monte Carlo

# %% grid-td
def td_prediction(walks, states, alpha, gamma):
    V = np.zeros(states)
    for walk in walks:
        for n, (state, *_) in enumerate(walk):
            G = sum(gamma**k * step[1] for k, step in enumerate(walk[n:]))
            V[state] += alpha * (G - V[state])
    return V
