"""What the skating chapters share: the ice, Peter with his pole, and movies side by side."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from lib.pictures import cartpole
from lib.pictures.movies import Movie


def numbered(n: int) -> Movie:
    return Movie([np.full((4, 6, 3), 10 * moment, np.uint8) for moment in range(n)])


def as_it_is(frame: np.ndarray, caption: str) -> np.ndarray:
    return frame


def test_movies_last_as_long_as_the_longest_and_whoever_is_finished_waits_faded():
    both = cartpole.side_by_side({"long": numbered(4), "short": numbered(2)}, as_it_is, fps=50)
    left, right = np.split(np.array(both.frames), 2, axis=2)
    assert left[:, 0, 0, 0].tolist() == [0, 10, 20, 30]
    assert right[:2, 0, 0, 0].tolist() == [0, 10]
    assert (right[2:] == round(0.35 * 10 + 0.65 * 251)).all()
    assert both.fps == 50
    assert "long, short" in both.alt


def test_one_frame_of_so_many_is_kept():
    some = cartpole.side_by_side({"one": numbered(7)}, as_it_is, fps=12.5, every=3)
    assert [frame[0, 0, 0] for frame in some.frames] == [0, 30, 60]


def test_captions_are_written_on_a_smaller_copy():
    frame = np.full((40, 80, 3), 255, np.uint8)
    small = cartpole.captioned(cartpole.shrunk(frame, 0.5), "before", (2, 12), 0.4)
    assert small.shape == (20, 40, 3)
    assert small.min() < 128
    assert frame.min() == 255


@pytest.mark.parametrize("degrees", [-30, 0, 15])
def test_a_pole_leans_to_the_side_of_its_angle_and_keeps_its_length(degrees):
    axis = Figure().subplots()
    cartpole.pole(axis, np.array([0.5, 1.0]), np.deg2rad(degrees), 2.0)
    x, y = axis.lines[0].get_data()
    assert (x[0], y[0]) == (0.5, 1.0)
    assert np.hypot(x[1] - x[0], y[1] - y[0]) == pytest.approx(2)
    assert np.sign(x[1] - x[0]) == np.sign(degrees)


def test_peter_stands_on_ice_with_a_shadow_of_its_colour():
    axis = Figure().subplots()
    cartpole.rink(axis, (-4, 4), (-0.5, 2.5))
    cartpole.peter(axis, (0, 1, 0, 1), aspect="auto")
    colours = {tuple(colour) for colour in axis.images[0].get_array()[..., :3].reshape(-1, 3)}
    assert cartpole.SHADE in colours
    assert (axis.get_xlim(), axis.get_ylim()) == ((-4, 4), (-0.5, 2.5))
