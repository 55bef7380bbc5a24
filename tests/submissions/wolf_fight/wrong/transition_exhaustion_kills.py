# Who has no energy left is dead.
# fails: fight-transition-edge-tests, fight-transition-event-tests
# says: tired to the limit
# %% fight-transition
def transition(board, state, action, full=FULL):
    row, column, energy, fatigue = state
    cell = board.move((row, column), action) or (row, column)
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
    if energy == 0 and event == GOES_ON:
        event = KILLED
    return (*cell, energy, fatigue), event
