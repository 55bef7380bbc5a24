# The first step already has a smaller step size.
# fails: vi-q-learning-tests, vi-q-learning-walk-tests
# says: t begins at 0

# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state = Q.copy(), 0
    history = [Q.copy()]
    for t in range(1, steps + 1):
        action = rng.choice(np.flatnonzero(np.isfinite(Q[state])))
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history.append(Q.copy())
        state = next_state
    return np.array(history)
