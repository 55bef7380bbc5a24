# Eats first and pays for the move afterwards.
# fails: fight-transition-tests, fight-transition-edge-tests
# says: leaves him with 10, not 9

# %% fight-transition
def transition(board, state, action, full=FULL):
    row, column, energy, fatigue = state
    cell = board.move((row, column), action) or (row, column)
    what, event = board.what(cell), GOES_ON
    if what == APPLE:
        energy = full
    elif what == TREE:
        fatigue = 0
    energy, fatigue = max(energy - 1, 0), min(fatigue + 1, full)
    if what == WATER:
        event = DROWNED
    elif what == WOLF:
        event = WON if energy > fatigue else KILLED
    return (*cell, energy, fatigue), event
