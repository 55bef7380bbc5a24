"""The pictures of the binned CartPole chapter draw, and say what they show."""

import numpy as np
import pytest

from lib.chapters import cartpole_bins
from lib.pictures.movies import Movie

EDGES = [np.array([-1.0, 1.0])] * 2 + [np.linspace(-0.1, 0.1, 5)] * 2
STATES = np.random.default_rng(1).normal(size=(200, 4), scale=0.5)
Q = np.random.default_rng(2).normal(size=(6, 6, 2), loc=3)


@pytest.mark.parametrize(
    "picture",
    [
        cartpole_bins.scene,
        lambda: cartpole_bins.scene(position=-2, angle=-0.2, bins=(4, 6)),
        lambda: cartpole_bins.rulers(
            {"a": EDGES, "b": EDGES[::-1]}, STATES, title="Two rulers", visitors="me"
        ),
        lambda: cartpole_bins.decisions({"a": Q, "b": Q - 2}, *EDGES[2:], title="Pushes"),
    ],
)
def test_every_picture_draws_and_says_what_it_shows(picture):
    drawn = picture()
    assert drawn._repr_png_()[0].startswith(b"\x89PNG")
    assert len(repr(drawn)) > 20


def test_the_scene_names_the_bins_that_hold_position_and_angle():
    assert "the pole in bin 9, he in bin 6" in repr(cartpole_bins.scene())


def test_movies_side_by_side_keep_their_pace_when_frames_are_left_out():
    movie = Movie([np.full((400, 600, 3), 40, np.uint8)] * 8)
    both = cartpole_bins.together({"before": movie, "after": movie}, every=4)
    assert (len(both.frames), both.fps) == (2, 12.5)
    assert both.frames[0].shape == (162, 600, 3)


def test_a_gif_plays_in_the_page_and_holds_no_path(tmp_path):
    movie = Movie([np.full((8, 8, 3), shade, np.uint8) for shade in (0, 255)])
    gif = cartpole_bins.Gif(movie.save(tmp_path / "skating.gif"), "It stands.")
    page = gif._repr_html_()
    assert page.startswith('<img src="data:image/gif;base64,')
    assert str(tmp_path) not in page + repr(gif)
