# Masks the edge of the board, but not the water.
# fails: fight-allowed-tests
# says: water is not masked

# %% fight-allowed
def allowed_moves(board):
    cells = [board.cell(n) for n in range(board.height * board.width)]
    return np.array([[board.move(c, a) is not None for a in ACTIONS] for c in cells])
