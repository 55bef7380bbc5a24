# An attempt to leave the board costs nothing.
# fails: fight-transition-edge-tests
# says: tires him like a move

# %% fight-transition
def transition(board, state, action, full=FULL):
    row, column, energy, fatigue = state
    cell = board.move((row, column), action) or (row, column)
    what, event = board.what(cell), GOES_ON
    if cell == (row, column):
        return state, GOES_ON
    energy, fatigue = max(energy - 1, 0), min(fatigue + 1, full)
    if what == APPLE:
        energy = full
    elif what == TREE:
        fatigue = 0
    elif what == WATER:
        event = DROWNED
    elif what == WOLF:
        event = WON if energy > fatigue else KILLED
    return (*cell, energy, fatigue), event
