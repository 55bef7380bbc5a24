# Cuts the reward to an integer.
# fails: vi-q-learning-walk-tests
# says: steps around
# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state = Q.copy(), 0
    history = np.zeros((steps + 1, *Q.shape))
    history[0] = Q
    for t in range(steps):
        action = rng.choice(np.flatnonzero(np.isfinite(Q[state])))
        reward, next_state = step(state, action, rng)
        update(Q, state, action, int(reward), next_state, alpha0 / (1 + t * decay), gamma)
        history[t + 1] = Q
        state = next_state
    return history
