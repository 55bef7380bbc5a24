# Every step starts in state 0 again.
# fails: vi-q-learning-tests, vi-q-learning-walk-tests
# says: never leaves state 0

# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state = Q.copy(), 0
    history = [Q.copy()]
    for t in range(steps):
        action = rng.choice(np.flatnonzero(np.isfinite(Q[state])))
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history.append(Q.copy())
    return np.array(history)
