# All dreams of a night see the table as it was in the evening.
# fails: mz-dream-tests, mz-dream-draws-tests
# says: sees what the dream before it has changed

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    before = Q.copy()
    pairs = list(model)
    for _ in range(times):
        state, action = pairs[rng.integers(len(pairs))]
        reward, next_state, over = model[state, action]
        target = reward if over else reward + DISCOUNT * before[next_state].max()
        Q[state, action] += ALPHA * (target - before[state, action])
