# Goes on with the last target.
# fails: mz-lesson-tests
# says: beyond the end the target is 0, not the last one again

# %% mz-lesson
def lesson_of(game, targets, steps):
    """Return what a game of T moves teaches from each of its moments: a Lesson of T rows."""
    ones, states = np.ones(len(targets), np.float32), unrolled(game.states[:-1], steps + 1, 0)
    actions, rewards = unrolled(game.actions, steps, 0), unrolled(game.rewards, steps, 0)
    targets, policies = (
        unrolled(targets, steps + 1, targets[-1]),
        unrolled(game.policies, steps + 1, 0),
    )
    inside = unrolled(ones, steps + 1, 0)
    known = unrolled(ones, steps + 1, float(game.terminated))
    return Lesson(states, actions, rewards, targets, policies, inside, known)
