# Takes a dreamed pair out of the model.
# fails: mz-dream-draws-tests
# says: your function changed model

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    pairs = list(model)
    for _ in range(times):
        pairs = list(model)
        state, action = pairs[rng.integers(len(pairs))]
        reward, next_state, over = (
            model.pop((state, action)) if len(model) > 1 else model[state, action]
        )
        target = reward if over else reward + DISCOUNT * Q[next_state].max()
        Q[state, action] += ALPHA * (target - Q[state, action])
