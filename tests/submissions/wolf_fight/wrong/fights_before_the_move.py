# Compares energy and fatigue before the move is paid for.
# fails: fight-transition-event-tests
# says: *after* the move

# %% fight-transition
def transition(board, state, action, full=FULL):
    row, column, energy, fatigue = state
    cell = board.move((row, column), action) or (row, column)
    what, event = board.what(cell), GOES_ON
    if what == WOLF:
        event = WON if energy > fatigue else KILLED
    energy, fatigue = max(energy - 1, 0), min(fatigue + 1, full)
    if what == APPLE:
        energy = full
    elif what == TREE:
        fatigue = 0
    elif what == WATER:
        event = DROWNED
    return (*cell, energy, fatigue), event
