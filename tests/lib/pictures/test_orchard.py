"""The promises of lib/pictures/orchard.py, and of plots.lines."""

import io

import numpy as np
import pytest
from PIL import Image

from lib.pictures import orchard, plots
from lib.worlds import mdp

WORLD = mdp.orchard()
NO = -np.inf
Q = [[7.0, 0.0, 0.0], [0.0, NO, -50.0], [NO, 32.0, NO]]
RUNS = np.exp(-np.random.default_rng(0).random((5, 20)) * np.arange(20))
WALK = ([0, 0, 1, 2], [0, 0, 2], [10.0, 0.0, -50.0])
WORDS = {"title": "Title", "xlabel": "sweep", "ylabel": "error"}

PICTURES = {
    "scene": lambda: orchard.scene(WORLD),
    "policy": lambda: orchard.scene(WORLD, [0, 0, 1], title="Peter waits"),
    "table": lambda: orchard.table([("one", Q)], title="Values"),
    "tables": lambda: orchard.table([("one", Q), ("two", np.array(Q))], title="Values"),
    "diary": lambda: orchard.diary(WALK[0], WALK[2], title="Three steps"),
    "lines": lambda: plots.lines(np.arange(20), {"a": RUNS[0], "b": RUNS[1]}, **WORDS),
    "bands": lambda: plots.lines(np.arange(20), {"Q-learning": RUNS}, log="y", **WORDS),
    "baselines": lambda: plots.lines(
        [2, 5, 10],
        {"value iteration": RUNS[:, :3]},
        dashed={"optimal": np.ones(3)},
        colours=["#123456"],
        log="xy",
        bounds=(0.1, 10),
        mark=(5, "here"),
        **WORDS,
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_itself_and_describes_itself(name):
    picture = PICTURES[name]()  # warnings are errors: see pyproject.toml
    png, metadata = picture._repr_png_()
    image = Image.open(io.BytesIO(png))
    assert image.size == pytest.approx((2 * metadata["width"], 2 * metadata["height"]), abs=2)
    assert len(metadata["alt"]) > 10


def test_the_map_tells_every_way_of_the_world():
    figure = orchard.scene(WORLD).figure
    texts = [text.get_text() for text in figure.axes[0].texts]
    for state, action in np.argwhere(WORLD.available):
        assert orchard.ACTIONS[state][action] in texts
    ways = np.count_nonzero(WORLD.T)
    assert sum("%" in text for text in texts) == ways


def test_a_walk_is_filmed_from_place_to_place():
    frames = list(orchard.walk_frames(WORLD, [("one", *WALK), ("two", *WALK)], between=2))
    assert len(frames) == 3 * (2 + 1)
    assert all(f.dtype == np.uint8 and f.shape == frames[0].shape for f in frames)
    assert not np.array_equal(frames[0], frames[4])
