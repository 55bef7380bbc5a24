# Leaves the given table out of the history.
# fails: vi-q-learning-tests, vi-q-learning-walk-tests
# says: 4 steps make 5 tables

# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state, history = Q.copy(), 0, []
    for t in range(steps):
        action = rng.choice(np.flatnonzero(np.isfinite(Q[state])))
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history.append(Q.copy())
        state = next_state
    return np.array(history)
