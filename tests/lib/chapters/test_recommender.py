"""The pictures of the chapter on recommending draw, its diary is whole, its checks read what comes back."""

import subprocess
import sys

import numpy as np
import pytest

from lib.chapters import recommender as chapter
from lib.chapters import recommender_cases as cases
from lib.chapters import recommender_diary as real
from lib.check import CheckFailed
from lib.pictures import stall
from lib.worlds import market

RUNS = {"one": np.array([0.1, -0.2, 0.3]), "other": np.array([0.0, 0.1, -0.1])}


def best(x):
    return (x @ market.TASTES.T).argmax(axis=1)


PICTURES = {
    "scene": chapter.scene,
    "who": lambda: chapter.who_gets_what(
        {"fish": lambda x: np.zeros(len(x), int), "best": best}, title="Who", truth=best
    ),
    "who, untold": lambda: chapter.who_gets_what({"best": best}, title="Who"),
    "learned": lambda: chapter.learned(market.TASTES + 0.1, title="Learned"),
    "fitted": lambda: chapter.fitted([0, 1], [0.2, 0.7], {"line": [0.1, 0.9]}, title="Clicks"),
    "errors": lambda: chapter.errors(RUNS, title="Errors", xlabel="coins"),
    "intervals": lambda: chapter.intervals(
        {"dice, own diary": (3, 2, 4), "dice, IPS": (4, 1, 9)}, title="Real", xlabel="clicks"
    ),
    "attractions": lambda: chapter.attractions(
        [0.5, 0.2], {"a": [0.4, 0.1], "b": [0.5, 0.2]}, title="Likes"
    ),
    "shares": lambda: chapter.rich_and_poor(
        {"day 1": np.full((9, 4), 0.25), "day 2": np.full((9, 4), 0.25)}, title="Shares"
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_draws_and_says_what_it_shows(name):
    drawn = PICTURES[name]()
    assert drawn._repr_png_()[0].startswith(b"\x89PNG")
    assert len(repr(drawn)) > 20


def test_the_picture_tells_how_many_get_their_best():
    axes = PICTURES["who"]().figure.axes
    titles = [axis.get_title(loc="left") for axis in axes]
    right = int(np.sum(best(chapter.everybody()[0]) == 0))
    assert titles == [
        f"fish: {right} of 24 guests get their best",
        "best: 24 of 24 guests get their best",
    ]


def test_everybody_is_each_guest_in_each_weather():
    x, rows, columns = chapter.everybody()
    assert x.shape == (len(rows) * len(columns), len(market.FEATURES))
    assert len(np.unique(x, axis=0)) == len(x)
    assert np.all(x[:, :3].sum(axis=1) == 1)


@pytest.mark.parametrize("name", ["peter", *market.GUESTS, *market.WARES])
def test_guests_and_wares_can_be_drawn(name):
    image = stall.drawn(name, 40)
    assert image.shape == (40, 40, 4)
    covered = (image[:, :, 3] > 0).mean()
    assert 0.05 < covered < 0.95
    assert image[0, 0, 3] == 0


def test_whoever_has_no_picture_is_told_who_has():
    with pytest.raises(ValueError, match="umbrella"):
        stall.drawn("wolf")


def test_importing_the_pictures_does_not_import_matplotlib():
    program = (
        "import sys; from lib.chapters import recommender; assert 'matplotlib' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("campaign", real.CAMPAIGNS)
@pytest.mark.parametrize("policy", real.POLICIES)
def test_the_real_diary_is_whole(policy, campaign):
    diary = real.diary(policy, campaign)
    assert {len(column) for column in diary.values()} == {10_000}
    assert set(diary["click"].tolist()) == {0, 1}
    assert set(diary["place"].tolist()) == {0, 1, 2}
    assert 0 <= diary["ware"].min() <= diary["ware"].max() < real.WARES[campaign]
    assert 0 < diary["chance"].min() <= diary["chance"].max() <= 1
    if policy == "random":
        assert np.allclose(diary["chance"], 1 / real.WARES[campaign], atol=1e-4)


def test_the_real_diaries_have_the_clicks_that_were_counted():
    clicks = [
        int(real.diary(policy, campaign)["click"].sum())
        for policy in real.POLICIES
        for campaign in real.CAMPAIGNS
    ]
    assert clicks == [38, 46, 46, 42, 69, 46]


def test_what_was_kept_is_what_comes_back(tmp_path):
    columns = {name: np.arange(4) for name in ("ware", "place", "click")}
    columns |= {"chance": np.full(4, 0.5), "diary": np.array([0, 3, 3, 5])}
    real.keep(columns, tmp_path / "kept")
    assert real.diary("bts", "all", tmp_path / "kept")["ware"].tolist() == [1, 2]


def test_what_students_return_is_read_or_refused():
    assert cases.pair((1.0, np.float32(2)), "one", "other") == [1.0, 2.0]
    assert cases.one_each([1, 2], 2).tolist() == [1, 2]
    assert cases.slate(np.array([2, 0]), 2, 3) == [2, 0]
    means, widths = cases.two(([[1.0]], [[2.0]]), (1, 1))
    assert (means.item(), widths.item()) == (1.0, 2.0)
    A, b = np.eye(2), np.zeros(2)
    assert all(
        np.array_equal(*both) for both in zip(cases.faded((A, b), A, b), (A, b), strict=True)
    )
    wrong = {
        "return 2 things": lambda: cases.pair(1.0, "one", "other"),
        "wrong shape": lambda: cases.one_each([1, 2], 3),
        "integers": lambda: cases.one_each([0.5, 0.2], 2),
        "no such ware": lambda: cases.slate(np.array([3, 0]), 2, 3),
        "made of numbers": lambda: cases.two((None, None), (1, 1)),
        "A has the wrong shape": lambda: cases.faded((b, A), A, b),
    }
    for message, read in wrong.items():
        with pytest.raises(CheckFailed, match=message):
            read()
