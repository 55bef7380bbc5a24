# Looks moves up in the world's tables and puts `full` in the place of 10 afterwards.
# base: untouched

# %% fight-transition
def transition(board, state, action, full=FULL):
    world = fight.full_mdp(board)
    row, column, energy, fatigue = state
    s = np.ravel_multi_index((row, column, min(energy, 10), min(fatigue, 10)), world.shape)
    r, c, e, f = (int(x) for x in np.unravel_index(world.next_state[s, action], world.shape))
    e = full if e == 10 else e + max(energy - 10, 0)
    return (r, c, e, min(f + max(fatigue - 10, 0), full)), int(world.event[s, action])
