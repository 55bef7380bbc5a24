# Works on a table of its own and returns it.
# fails: mz-dream-tests, mz-dream-draws-tests
# says: the table did not change: update Q in place, Q[state,

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    Q = Q.copy()
    pairs = list(model)
    for _ in range(times):
        state, action = pairs[rng.integers(len(pairs))]
        reward, next_state, over = model[state, action]
        target = reward if over else reward + DISCOUNT * Q[next_state].max()
        Q[state, action] += ALPHA * (target - Q[state, action])
    return Q
