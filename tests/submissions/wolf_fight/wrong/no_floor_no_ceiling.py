# Energy and fatigue have no bounds.
# fails: fight-transition-tests, fight-transition-edge-tests
# says: endlessly many states

# %% fight-transition
def transition(board, state, action, full=FULL):
    row, column, energy, fatigue = state
    cell = board.move((row, column), action) or (row, column)
    what, event = board.what(cell), GOES_ON
    energy, fatigue = energy - 1, fatigue + 1
    if what == APPLE:
        energy = full
    elif what == TREE:
        fatigue = 0
    elif what == WATER:
        event = DROWNED
    elif what == WOLF:
        event = WON if energy > fatigue else KILLED
    return (*cell, energy, fatigue), event
