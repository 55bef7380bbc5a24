# Ignores the rng it is given.
# fails: vi-q-learning-wander-tests
# says: same `rng`

# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state = Q.copy(), 0
    history = [Q.copy()]
    for t in range(steps):
        action = np.random.choice(np.flatnonzero(np.isfinite(Q[state])))
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history.append(Q.copy())
        state = next_state
    return np.array(history)
