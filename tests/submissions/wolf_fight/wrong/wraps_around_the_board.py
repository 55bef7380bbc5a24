# Leaves the board at the top and comes back at the bottom: row -1.
# fails: fight-transition-edge-tests
# says: row -1 is not the last row

# %% fight-transition
def transition(board, state, action, full=FULL):
    row, column, energy, fatigue = state
    down, right = ((-1, 0), (1, 0), (0, -1), (0, 1))[action]
    cell = (row + down) % board.height, (column + right) % board.width
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
