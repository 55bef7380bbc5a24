# The step size never shrinks.
# fails: vi-q-learning-tests, vi-q-learning-walk-tests
# says: doesn't shrink

# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state = Q.copy(), 0
    history = np.empty((steps + 1, *Q.shape))
    history[0] = Q
    for t in range(steps):
        action = rng.choice(np.flatnonzero(np.isfinite(Q[state])))
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0, gamma)
        history[t + 1] = Q
        state = next_state
    return history
