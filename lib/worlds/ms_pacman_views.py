"""What a learner of Ms. Pac-Man is shown of a scene: numbers for each way, or a window around her."""

from __future__ import annotations

import numpy as np

from lib.worlds.ms_pacman import COLUMNS, NOTHING, OPPOSITE, ROWS, Scene

FEATURES = (
    "always 1",
    "a dot",
    "dots near",
    "pill near",
    "prey near",
    "fruit near",
    "hunter near",
    "hunter within 3",
    "hunter within 1",
    "second hunter",
    "crossings reached first",
    "turn back",
    "pill near, hunter too",
    "dots reached first",
)


def features(scene: Scene) -> np.ndarray:
    """Return what is known of each way that can be taken, shape (len(scene.ways), 14), see FEATURES.

    All distances are steps along the corridors, counted from the cell that the way leads to.
    """
    maze, ways = scene.maze, scene.ways
    there = maze.next[scene.cell, ways]
    x = np.zeros((len(ways), len(FEATURES)))
    x[:, 0] = 1
    if there[0] == NOTHING:
        return x
    apart = maze.apart[there]
    dots, pills = np.flatnonzero(scene.dots), np.flatnonzero(scene.pills)
    x[:, 1] = scene.dots[there]
    x[:, 11] = np.array(ways) == OPPOSITE[scene.heading]
    goals = (2, dots), (3, pills), (4, scene.edible), (5, [scene.fruit] * (scene.fruit >= 0))
    for place, cells in goals:
        if len(cells):
            x[:, place] = 1 / (1 + apart[:, cells].min(axis=1))
    theirs = np.full(len(scene.dots), np.inf)
    if scene.hunting:
        near = np.sort(apart[:, scene.hunting], axis=1)
        x[:, 6] = np.clip(1 - near[:, 0] / 10, 0, 1)
        x[:, 7], x[:, 8] = near[:, 0] <= 3, near[:, 0] <= 1
        if near.shape[1] > 1:
            x[:, 9] = np.clip(1 - near[:, 1] / 10, 0, 1)
        theirs = maze.apart[scene.hunting].min(axis=0)
    first = apart + 1 < theirs
    x[:, 10] = np.minimum((first & (apart < 20))[:, maze.crossings].sum(axis=1) / 10, 1)
    x[:, 12] = x[:, 3] * x[:, 6]
    x[:, 13] = np.minimum((first & (apart < 8))[:, dots].sum(axis=1) / 20, 1)
    return x


WINDOW = 13, 17, 6  # rows, columns and layers: walls, dots, pills, hunters, prey, fruit


def window(scene: Scene) -> np.ndarray:
    """Return what is around Ms. Pac-Man, float32, shape WINDOW; she is in the middle.

    Above and below the maze is wall; to its sides comes the other side, as through the tunnels. A half
    stands where a hunter came from.
    """
    layers = np.zeros((ROWS + 12, COLUMNS, 6), dtype=np.float32)
    layers[:, :, 0] = 1
    inside = layers[6:-6].reshape(-1, 6)
    inside[:, 0] = ~scene.maze.corridor.ravel()
    inside[:, 1], inside[:, 2] = scene.dots, scene.pills
    inside[[cell for cell in scene.came_from if cell != NOTHING], 3] = 0.5
    for layer, cells in ((3, scene.hunting), (4, scene.edible), (5, [scene.fruit])):
        inside[[cell for cell in cells if cell != NOTHING], layer] = 1
    row, column = divmod(max(scene.cell, 0), COLUMNS)
    across = np.arange(column - 8, column + 9) % COLUMNS
    return layers[row : row + 13][:, across]
