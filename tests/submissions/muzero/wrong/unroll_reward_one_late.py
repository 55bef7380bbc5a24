# Compares the reward with that of the move after.
# fails: mz-unroll-tests, mz-unroll-slopes-tests
# says: move k has the reward and the state of its own column:

# %% mz-unroll
def unroll_loss(model, lesson, steps):
    """Return the loss of a lesson, one number.

    model: with represent(states), dynamics(hidden, actions), heads(hidden), all of tensors.
    """
    hidden, loss = model.represent(lesson.states[:, 0]), 0.0
    for k in range(steps + 1):
        guess = guess_loss(*model.heads(hidden), lesson, k)
        loss += tf.reduce_mean(guess) * (1 if k == 0 else 1 / steps)
        if k < steps:
            hidden, rewards = model.dynamics(hidden, lesson.actions[:, k])
            loss += (
                tf.reduce_mean(move_loss(model, hidden, rewards, lesson, min(k + 1, steps - 1)))
                / steps
            )
            hidden = hidden / 2 + tf.stop_gradient(hidden) / 2
    return loss
