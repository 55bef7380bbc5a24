# Rewards are one step late: those of the move after.
# fails: mz-lesson-tests
# says: the reward of a move stands in its own column

# %% mz-lesson
def lesson_of(game, targets, steps):
    """Return what a game of T moves teaches from each of its moments: a Lesson of T rows."""
    ones, states = np.ones(len(targets), np.float32), unrolled(game.states[:-1], steps + 1, 0)
    actions, rewards = (
        unrolled(game.actions, steps, 0),
        unrolled(np.append(game.rewards[1:], np.float32(0)), steps, 0),
    )
    targets, policies = unrolled(targets, steps + 1, 0), unrolled(game.policies, steps + 1, 0)
    inside = unrolled(ones, steps + 1, 0)
    known = unrolled(ones, steps + 1, float(game.terminated))
    return Lesson(states, actions, rewards, targets, policies, inside, known)
