# Takes values below -1,000 for impossible.
# fails: vi-q-learning-wander-tests
# says: cannot be empty
# %% vi-q-learning
def q_learning(step, update, Q, steps, alpha0, decay, gamma, rng):
    Q, state = Q.copy(), 0
    history = np.zeros((steps + 1, *Q.shape))
    history[0] = Q
    for t in range(steps):
        action = rng.choice(np.flatnonzero(Q[state] > -1000))
        reward, next_state = step(state, action, rng)
        update(Q, state, action, reward, next_state, alpha0 / (1 + t * decay), gamma)
        history[t + 1] = Q
        state = next_state
    return history
