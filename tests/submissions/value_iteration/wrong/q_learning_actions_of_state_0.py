# Takes the possible actions of state 0 for those of all states.
# fails: vi-q-learning-wander-tests
# says: possible actions of its own

# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state = Q.copy(), 0
    history = np.empty((steps + 1, *Q.shape))
    history[0] = Q
    for t in range(steps):
        action = rng.choice(np.flatnonzero(np.isfinite(Q[0])))
        reward, next_state = step(state, action, rng)
        alpha = alpha0 / (1 + t * decay)
        update(Q, state, action, reward, next_state, alpha, gamma)
        history[t + 1] = Q
        state = next_state
    return history
