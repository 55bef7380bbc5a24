# Marks what is forbidden.
# fails: fight-allowed-tests
# says: True means

# %% fight-allowed
def allowed_moves(board, avoid=(WATER, OUTSIDE)):
    cells = [board.cell(n) for n in range(board.height * board.width)]
    return np.array([[board.what(board.move(c, a)) in avoid for a in ACTIONS] for c in cells])
