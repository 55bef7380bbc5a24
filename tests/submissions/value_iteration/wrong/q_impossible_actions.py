# Draws from all actions, possible or not.
# fails: vi-q-learning-walk-tests, vi-q-learning-wander-tests
# says: impossible action

# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state = Q.copy(), 0
    history = [Q.copy()]
    for t in range(steps):
        action = rng.integers(Q.shape[1])
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history.append(Q.copy())
        state = next_state
    return np.array(history)
