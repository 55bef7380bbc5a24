# Never dreams of the last pair: integers does not reach its end.
# fails: mz-dream-draws-tests
# says: each remembered pair equally often

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    pairs = list(model)
    for _ in range(times):
        state, action = pairs[rng.integers(len(pairs) - 1)] if len(pairs) > 1 else pairs[0]
        reward, next_state, over = model[state, action]
        target = reward if over else reward + DISCOUNT * Q[next_state].max()
        Q[state, action] += ALPHA * (target - Q[state, action])
