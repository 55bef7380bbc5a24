# Takes the best of the state itself.
# fails: mz-dream-tests
# says: look at the *next* state's values, not at those of the state

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    pairs = list(model)
    for _ in range(times):
        state, action = pairs[rng.integers(len(pairs))]
        reward, next_state, over = model[state, action]
        target = reward if over else reward + DISCOUNT * Q[state].max()
        Q[state, action] += ALPHA * (target - Q[state, action])
