# Masks the wolf: nobody ever fights.
# fails: fight-allowed-tests
# says: the wolf must not be masked

# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    cells = [board.cell(n) for n in range(board.height * board.width)]
    return np.array(
        [[board.what(board.move(c, a)) not in (*avoid, WOLF) for a in ACTIONS] for c in cells]
    )
