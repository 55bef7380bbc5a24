# Draws arrows on water, wolf and apples too.
# fails: grid-arrows-tests
# says: makes no sense

# %% grid-arrows
def arrow_map(board, Q):
    letters = [list(line) for line in str(board).splitlines()]
    for row in range(board.height):
        for column in range(board.width):
            if True:
                letters[row][column] = ARROWS[Q[board.state((row, column))].argmax()]
    return "\n".join("".join(line) for line in letters)
