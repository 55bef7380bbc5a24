# Takes the 10 of our wood for every wood's.
# fails: fight-transition-tests, fight-transition-edge-tests, fight-transition-event-tests
# says: `full`

# %% fight-transition
def transition(board, state, action, full=FULL):
    row, column, energy, fatigue = state
    cell = board.move((row, column), action) or (row, column)
    energy, fatigue = max(energy - 1, 0), min(fatigue + 1, FULL)
    what, event = board.what(cell), GOES_ON
    if what == APPLE:
        energy = FULL
    elif what == TREE:
        fatigue = 0
    elif what == WATER:
        event = DROWNED
    elif what == WOLF:
        event = WON if energy > fatigue else KILLED
    return (*cell, energy, fatigue), event
