# Draws the arrows clockwise over a table kept in another order.
# fails: grid-arrows-tests
# says: another order

# %% grid-arrows
def arrow_map(board, Q):
    letters = [list(line) for line in str(board).splitlines()]
    for row in range(board.height):
        for column in range(board.width):
            if board.what((row, column)) not in ENDS:
                letters[row][column] = "↑→↓←"[Q[board.state((row, column))].argmax()]
    return "\n".join("".join(line) for line in letters)
