# Shows the worst action.
# fails: grid-arrows-tests
# says: largest

# %% grid-arrows
def arrow_map(board, Q):
    letters = [list(line) for line in str(board).splitlines()]
    for row in range(board.height):
        for column in range(board.width):
            if board.what((row, column)) not in ENDS:
                letters[row][column] = ARROWS[Q[board.state((row, column))].argmin()]
    return "\n".join("".join(line) for line in letters)
