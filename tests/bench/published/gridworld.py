"""The chapter's Q-learner, and the older notebook's with its mistakes mended: 5,000 mornings each."""

import numpy as np

RESULT = "an apple from every start of the chapter's clearing, by a greedy walk of the fewest steps"
EPSILON = 1e-4  # what the shifted probabilities leave to the worst move


def ours(names: dict) -> str:
    """Learn from random behaviour with the chapter's functions, and audit the greedy walks."""
    board = names["BOARD"]
    Q = names["q_learning"](
        names["ClearingEnv"](board),
        names["EPISODES"],
        names["ALPHA"],
        0,
        names["GAMMA"],
        names["LIMIT"],
        seed=0,
    )
    best = Q.argmax(axis=1)
    walks = {
        cell: names["walk"](board, lambda state, rng: best[state], cell, names["LIMIT"], None)
        for cell in board.starts
    }
    reachable, reached, shortest = names["audit"](board, walks)
    return f"{reached} of {reachable} starts, {shortest} by a shortest way"


def published(names: dict) -> str:
    """Learn as the older notebook does, behaving by shifted probabilities, and audit the greedy walks.

    Its mornings are longer: a random walker soon drowns, one who behaves by the table strolls. The
    update, its step size and its discount are the chapter's, so that it reaches what ours reaches.
    """
    board, rewards = names["BOARD"], names["REWARDS"]
    height, width, limit = board.height, board.width, names["LIMIT"]
    grid = [list(row) for row in board.cells]
    moves = [(-1, 0), (1, 0), (0, -1), (0, 1)]
    worth = {"water": rewards.water, "wolf": rewards.wolf, "apple": rewards.apple}
    Q = np.zeros((height, width, 4))
    rng = np.random.RandomState(0)

    def step(row, column, action):
        """Return where an action leads, its reward, and whether the walk is over."""
        row, column = row + moves[action][0], column + moves[action][1]
        if row < 0 or column < 0 or row >= height or column >= width:
            return row, column, rewards.outside, True
        kind = names["KIND_NAMES"][grid[row][column]]
        if kind in worth:
            return row, column, worth[kind], True
        return row, column, rewards.step, False

    for _ in range(names["EPISODES"]):
        row, column = board.starts[rng.randint(len(board.starts))]
        for _ in range(limit):
            lifted = Q[row, column] - np.min(Q[row, column]) + EPSILON
            action = rng.choice(4, p=lifted / np.sum(lifted))
            next_row, next_column, reward, over = step(row, column, action)
            future = 0 if over else np.max(Q[next_row, next_column])
            error = reward + names["GAMMA"] * future - Q[row, column, action]
            Q[row, column, action] += names["ALPHA"] * error
            if over:
                break
            row, column = next_row, next_column

    distances, reached, shortest = names["distances_to_apple"](board), 0, 0
    for row, column in board.starts:
        least, over, steps = distances[row, column], False, 0
        while not over and steps < limit:
            row, column, reward, over = step(row, column, np.argmax(Q[row, column]))
            steps += 1
        reached += reward == rewards.apple
        shortest += reward == rewards.apple and steps == least
    return f"{reached} of {len(board.starts)} starts, {shortest} by a shortest way"
