# Masks the edge of the board, but not the water.
# fails: fight-allowed-tests
# says: water is not masked

# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    cells = [board.cell(n) for n in range(board.height * board.width)]
    return np.array(
        [[board.what(board.move(c, a)) not in set(avoid) - {WATER} for a in ACTIONS] for c in cells]
    )
