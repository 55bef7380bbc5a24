# Draws without putting back, so no more dreams than pairs.
# fails: mz-dream-tests, mz-dream-draws-tests
# says: 30 dreams of walks

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    pairs = list(model)
    for i in rng.choice(len(pairs), size=min(times, len(pairs)), replace=False):
        state, action = pairs[i]
        reward, next_state, over = model[state, action]
        target = reward if over else reward + DISCOUNT * Q[next_state].max()
        Q[state, action] += ALPHA * (target - Q[state, action])
