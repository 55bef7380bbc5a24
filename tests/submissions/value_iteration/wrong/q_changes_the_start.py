# Learns in the caller's table.
# fails: vi-q-learning-tests, vi-q-learning-wander-tests
# says: changed Q

# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    state = 0
    history = [Q.copy()]
    for t in range(steps):
        action = rng.choice(np.flatnonzero(np.isfinite(Q[state])))
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history.append(Q.copy())
        state = next_state
    return np.array(history)
