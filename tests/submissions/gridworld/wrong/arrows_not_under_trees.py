# Leaves trees out.
# fails: grid-arrows-tests
# says: under a tree

# %% grid-arrows
def arrow_map(board, Q):
    letters = [list(line) for line in str(board).splitlines()]
    for row in range(board.height):
        for column in range(board.width):
            if board.what((row, column)) == 0:
                letters[row][column] = ARROWS[Q[board.state((row, column))].argmax()]
    return "\n".join("".join(line) for line in letters)
