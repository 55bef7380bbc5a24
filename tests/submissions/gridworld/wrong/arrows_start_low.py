# Searches the best action from -100 on.
# fails: grid-arrows-tests
# says: far below 0
# %% grid-arrows
def arrow_map(board, Q):
    letters = [list(line) for line in str(board).splitlines()]
    for row in range(board.height):
        for column in range(board.width):
            if board.what((row, column)) not in ENDS:
                best, value = 0, -100
                for a in ACTIONS:
                    if Q[board.state((row, column)), a] > value:
                        best, value = a, Q[board.state((row, column)), a]
                letters[row][column] = ARROWS[best]
    return "\n".join("".join(line) for line in letters)
