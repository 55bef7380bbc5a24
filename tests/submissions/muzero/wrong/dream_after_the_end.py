# Goes on after the end of a walk.
# fails: mz-dream-tests, mz-dream-draws-tests
# says: the walk was over there: nothing comes after the reward

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    pairs = list(model)
    for _ in range(times):
        state, action = pairs[rng.integers(len(pairs))]
        reward, next_state, over = model[state, action]
        target = reward + DISCOUNT * Q[next_state].max()
        Q[state, action] += ALPHA * (target - Q[state, action])
