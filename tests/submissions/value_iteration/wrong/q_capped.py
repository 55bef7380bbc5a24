# Walks no further than STEPS.
# fails: vi-q-learning-tests
# says: 12,500 steps
# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state = Q.copy(), 0
    history = np.zeros((steps + 1, *Q.shape))
    history[0] = Q
    for t in range(min(steps, STEPS)):
        action = rng.choice(np.flatnonzero(np.isfinite(Q[state])))
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history[t + 1] = Q
        state = next_state
    return history
