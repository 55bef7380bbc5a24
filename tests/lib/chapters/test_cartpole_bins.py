"""The pictures of the binned CartPole chapter show what they say; its checks say what is wrong."""

import numpy as np
import pytest

from lib.chapters import cartpole_bins
from lib.chapters import cartpole_bins_cases as cases
from lib.chapters import cartpole_bins_rulers as rulers
from lib.check import CheckFailed
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


@pytest.mark.parametrize(("bins", "said"), [([1, 2], "a tuple"), ((1, 2.0), "must be an integer")])
def test_a_key_is_a_tuple_of_ints(bins, said):
    cases.check_key((1, -2))
    with pytest.raises(CheckFailed, match=said):
        cases.check_key(bins)


class Table:
    """Put the target into the table whatever the share; keep the first table remembered."""

    def __init__(self, cells=6, actions=2):
        self.Q, self.best = np.zeros((cells, actions)), None

    def learn(self, cells, actions, target, alpha):
        self.Q[cells, actions] = target

    def remember(self, score):
        self.best = self.Q.copy() if self.best is None else self.best


def test_looks_tell_which_lesson_is_remembered():
    assert cases.looks(Table(), lessons=[8, -4, 5], scores=[1, 2, 3]) == [8, 8, 8, 8, 8]
    part, broken = Table(), Table()
    part.remember(0.0)
    with pytest.raises(CheckFailed, match="whole table"):
        cases.looks(part, lessons=[8, -4], scores=[1, 2])
    broken.learn = lambda *lesson: None
    with pytest.raises(CheckFailed, match="make `learn` work"):
        cases.looks(broken, lessons=[8, -4], scores=[1, 2])


def test_a_crowd_may_not_go_beyond_its_target():
    cases.check_crowd(Table(2, 3))
    crowd = Table(2, 3)
    crowd.learn = lambda cells, actions, target, alpha: np.add.at(crowd.Q, (cells, actions), 1.0)
    with pytest.raises(CheckFailed, match="don't add their steps up"):
        cases.check_crowd(crowd)


def test_cells_are_numbered_within_the_table():
    assert cases.numbered(np.array([0, 3]), 2, below=4) == [0, 3]
    with pytest.raises(CheckFailed, match="out of range"):
        cases.numbered(np.array([0, 4]), 2, below=4)


def test_ranks_are_those_of_rows_of_two_kinds():
    def best(values, epsilon, rng):
        return values.argmax(axis=1)

    def of_the_first_row(values, epsilon, rng):
        return np.full(len(values), values[0].argmax())

    draw = np.random.default_rng(1)
    found = cases.ranks(best, [0, 1, 2], [0.0, 1.0], draw)
    assert [epsilon for epsilon, _ in found] == [0, 0, 1, 1]
    assert [set(ranks) for _, ranks in found] == [{0}] * 4
    one, other = (set(ranks) for _, ranks in cases.ranks(of_the_first_row, [0, 1, 2], [0.0], draw))
    assert len(one) == len(other) == 1
    assert one != other
    tied = [set(ranks) for _, ranks in cases.ranks(best, [0, 0, 1], [0.0], draw)]
    assert [len(ranks) for ranks in tied] == [1, 1]
    with pytest.raises(CheckFailed, match="no actions"):
        cases.ranks(lambda *_: np.full(3000, 3), [0, 1, 2], [0.0], draw)


def test_a_ruler_is_four_rows_of_ascending_edges_of_any_kind():
    found = rulers.proper_ruler(([], (0,), np.float32([-1, 1]), [0.5, 1.5, 2]))
    assert [inner.tolist() for inner in found] == [[], [0], [-1, 1], [0.5, 1.5, 2]]
    assert rulers.cells_of(found) == 1 * 2 * 3 * 4


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "four arrays"),
        ([[0.0]] * 3, "four arrays"),
        ([[0.0]] * 3 + [2.0], "a row of numbers"),
        ([[0.0]] * 3 + [["0"]], "made of numbers"),
        ([[0.0]] * 3 + [[1.0, 1.0]], "must ascend"),
        ([[0.0]] * 3 + [[1.0, np.inf]], "an infinity"),
        ([list(range(30))] * 4, "5,000 cells"),
    ],
)
def test_what_is_no_ruler_is_told_why(answer, said):
    with pytest.raises(CheckFailed, match=said):
        rulers.proper_ruler(answer)


def test_a_ruler_that_does_not_do_is_told_what_may_be_the_trouble():
    hints = {
        rulers.verdict(10.0, cells, visited)[1]
        for cells, visited in ((4, 4), (4000, 20), (800, 500))
    }
    assert len(hints) == 3
    assert (
        rulers.verdict(38.6, 4000, 20.25)[0]
        == "39 steps, with 4,000 cells, of which 20 were visited"
    )
