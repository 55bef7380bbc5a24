# Wanders less and less at random.
# fails: vi-q-learning-wander-tests
# says: one long walk
# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state = Q.copy(), 0
    history = np.zeros((steps + 1, *Q.shape))
    history[0] = Q
    for t in range(steps):
        can = np.flatnonzero(np.isfinite(Q[state]))
        action = rng.choice(can) if rng.random() < 1 / (1 + 0.1 * t) else np.argmax(Q[state])
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history[t + 1] = Q
        state = next_state
    return history
