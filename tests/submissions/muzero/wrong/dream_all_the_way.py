# Puts the target into the table.
# fails: mz-dream-tests, mz-dream-draws-tests
# says: a step of size ALPHA towards the target, not all the way

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    pairs = list(model)
    for _ in range(times):
        state, action = pairs[rng.integers(len(pairs))]
        reward, next_state, over = model[state, action]
        target = reward if over else reward + DISCOUNT * Q[next_state].max()
        Q[state, action] = target
