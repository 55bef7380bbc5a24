# At the edge the cell has no effect.
# fails: fight-transition-edge-tests
# says: its effect once more
# %% fight-transition
def transition(board, state, action, full=FULL):
    row, column, energy, fatigue = state
    cell = board.move((row, column), action)
    if cell is None:
        return (row, column, max(energy - 1, 0), min(fatigue + 1, full)), GOES_ON
    energy, fatigue = max(energy - 1, 0), min(fatigue + 1, full)
    what, event = board.what(cell), GOES_ON
    if what == APPLE:
        energy = full
    elif what == TREE:
        fatigue = 0
    elif what == WATER:
        event = DROWNED
    elif what == WOLF:
        event = WON if energy > fatigue else KILLED
    return (*cell, energy, fatigue), event
