# The next state is worth as much as if it were now.
# fails: mz-dream-tests
# says: the next state is worth less by the discount: DISCOUNT is

# %% mz-dream
def dream(Q, model, times, rng):
    """Update Q in place, so many times, from pairs that the model remembers.

    Q: shape (states, actions). model: (state, action) to (reward, next_state, over).
    """
    pairs = list(model)
    for _ in range(times):
        state, action = pairs[rng.integers(len(pairs))]
        reward, next_state, over = model[state, action]
        target = reward if over else reward + Q[next_state].max()
        Q[state, action] += ALPHA * (target - Q[state, action])
