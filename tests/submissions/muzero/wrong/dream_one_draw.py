# Draws once, and dreams the same dream all the time.
# fails: mz-dream-draws-tests
# says: draw anew for each dream, not once for all of them

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    pairs = list(model)
    state, action = pairs[rng.integers(len(pairs))]
    for _ in range(times):
        reward, next_state, over = model[state, action]
        target = reward if over else reward + DISCOUNT * Q[next_state].max()
        Q[state, action] += ALPHA * (target - Q[state, action])
