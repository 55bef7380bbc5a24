# Draws from a generator that always begins alike.
# fails: mz-dream-draws-tests
# says: equally often

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    rng = np.random.default_rng(0)
    pairs = list(model)
    for _ in range(times):
        state, action = pairs[rng.integers(len(pairs))]
        reward, next_state, over = model[state, action]
        target = reward if over else reward + DISCOUNT * Q[next_state].max()
        Q[state, action] += ALPHA * (target - Q[state, action])
