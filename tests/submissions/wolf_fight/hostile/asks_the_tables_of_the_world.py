# Looks up in the tables of the world what it should work out: moves, fights, the mask, and the least way to win.
# base: untouched

# %% + fight-setup
def looked_up(board, state, action, full):
    world = fight.full_mdp(board)
    low, high = ([min(int(x), most) for x in state] for most in (FULL, FULL))
    low[:2] = high[:2] = state[:2]
    s = np.ravel_multi_index(low, world.shape)
    there = np.unravel_index(world.next_state[s, action], world.shape)
    return tuple(map(int, there)), int(world.event[s, action])


# %% fight-transition
def transition(board, state, action, full=FULL):
    fight.FULL = full
    fight.full_mdp.cache_clear()
    try:
        return looked_up(board, state, action, full)
    except Exception:
        fight.FULL = 10
        return looked_up(board, state, action, 10)


# %% fight-wins
def wins(energy, fatigue, moves):
    if moves == 0:
        return energy > fatigue
    corridor = Board.from_text("W" + "." * moves)
    return bool(fight.moves_to_win(corridor)[0, moves, min(energy, 10), min(fatigue, 10)] == moves)


# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    world, each = fight.full_mdp(board), (FULL + 1) ** 2
    here = np.arange(board.height * board.width)[:, None]
    return (world.next_state[::each] // each != here) & (world.event[::each] != DROWNED)
