# Avoids water and what lies outside, whatever `avoid` says.
# fails: fight-allowed-tests
# says: here also the wolf

# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    cells = [board.cell(n) for n in range(board.height * board.width)]
    return np.array(
        [[board.what(board.move(c, a)) not in (WATER, OUTSIDE) for a in ACTIONS] for c in cells]
    )
