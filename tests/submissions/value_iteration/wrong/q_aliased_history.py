# The list holds the same table many times.
# fails: vi-q-learning-tests, vi-q-learning-walk-tests
# says: all tables are the same one

# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state, history = Q.copy(), 0, []
    history.append(Q)
    for t in range(steps):
        action = rng.choice(np.flatnonzero(np.isfinite(Q[state])))
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history.append(Q)
        state = next_state
    return np.array(history)
