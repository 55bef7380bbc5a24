# Avoids leaving the board, whatever `avoid` says.
# fails: fight-allowed-tests
# says: which of up, down
# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    return np.array(
        [
            [
                board.move(board.cell(n), a) is not None
                and board.what(board.move(board.cell(n), a)) not in avoid
                for a in ACTIONS
            ]
            for n in range(board.height * board.width)
        ]
    )
