# Masks the water, but not the edge of the board.
# fails: fight-allowed-tests
# says: walls are not masked

# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    cells = [board.cell(n) for n in range(board.height * board.width)]
    return np.array(
        [
            [board.what(board.move(c, a)) not in set(avoid) - {OUTSIDE} for a in ACTIONS]
            for c in cells
        ]
    )
