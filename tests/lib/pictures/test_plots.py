"""The promises of lib/pictures/plots.py and lib/chapters/bandits.py: pictures that show, name and describe."""

import io
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from lib.chapters import bandits
from lib.pictures import plots

MEANS = [0.7, 0.2, 0.3]
RUNS = np.cumsum(np.random.default_rng(0).random((30, 80)), axis=1)
MOMENTS = [("before", [1, 1, 1], [1, 1, 1]), ("after", [9, 2, 3], [4, 7, 6])]

PICTURES = {
    "curves": lambda: plots.curves(
        {"random": RUNS, "Thompson": RUNS / 2},
        title="Regret",
        xlabel="mornings",
        ylabel="regret [apples]",
        lines={"bound": np.log(np.arange(1, 81))},
        log=True,
        top=30,
    ),
    "sweep": lambda: plots.sweep(
        [0, 0.1, 1],
        {"20 mornings": RUNS[:3], "80 mornings": RUNS[3:6]},
        method="ε-greedy",
        title="Sweep",
        xlabel="ε",
        ylabel="regret [apples]",
    ),
    "histogram": lambda: plots.histogram(
        [12, 13, 13, 17], mark=17, mark_label="17", title="Luck", xlabel="pulls", colour="#16855b"
    ),
    "scene": bandits.scene,
    "diary": lambda: bandits.diary([0, 2, 1], [1, 0, 1], title="Three mornings"),
    "estimates": lambda: bandits.estimates([0.5, 0.1, 0.2], [2, 3, 4], MEANS, title="Q"),
    "bounds": lambda: bandits.estimates(
        [0.5, 0.1, 0.2], [2, 3, 4], MEANS, bonus=[0.5, 0.4, 0.3], title="UCB"
    ),
    "posteriors": lambda: bandits.posteriors(MOMENTS, MEANS, title="Beliefs"),
    "one posterior": lambda: bandits.posteriors(MOMENTS[:1], MEANS, title="Belief"),
}


@pytest.fixture(params=PICTURES, ids=str)
def picture(request):
    return PICTURES[request.param]()  # warnings are errors: see pyproject.toml


def test_a_picture_is_a_png_with_twice_the_pixels_of_its_place(picture):
    png, metadata = picture._repr_png_()
    image = Image.open(io.BytesIO(png))
    assert image.size == pytest.approx((2 * metadata["width"], 2 * metadata["height"]), abs=2)


def test_a_picture_lies_on_a_card_with_clear_corners(picture):
    image = Image.open(io.BytesIO(picture._repr_png_()[0])).convert("RGBA")
    width, height = image.size
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((width // 2, height - 6)) == (0xFB, 0xF9, 0xF3, 255)


def test_a_picture_has_a_text_for_those_who_cannot_see_it(picture):
    assert len(repr(picture)) > 20
    assert picture._repr_png_()[1]["alt"] == repr(picture)


def test_axes_are_labelled():
    for name in ("curves", "sweep", "histogram", "diary", "estimates", "posteriors"):
        axis = PICTURES[name]().figure.axes[0]
        assert axis.get_xlabel(), name
        assert axis.get_ylabel() or len(axis.get_yticklabels()) == 3, name


def test_a_method_has_one_colour_in_every_picture():
    lines = PICTURES["curves"]().figure.axes[0].get_lines()
    assert [line.get_color() for line in lines[:2]] == [
        plots.METHOD["random"],
        plots.METHOD["Thompson"],
    ]
    assert len(set(plots.METHOD.values())) == len(plots.METHOD)


def test_names_at_the_ends_of_curves_do_not_overlap():
    close = {name: np.full((3, 50), 1 + 0.001 * i) for i, name in enumerate(plots.METHOD)}
    axis = plots.curves(close, title="", xlabel="", ylabel="", top=2).figure.axes[0]
    heights = sorted(text.xy[1] for text in axis.texts)
    assert min(np.diff(heights)) > 0.05


def test_drawing_changes_no_data():
    before = RUNS.copy()
    PICTURES["curves"]()
    assert np.array_equal(RUNS, before)


def test_the_movie_plays_every_moment_and_has_a_text():
    movie = bandits.posterior_movie(MOMENTS, MEANS)
    assert Image.open(io.BytesIO(movie.gif)).n_frames == 2
    assert repr(movie) in movie._repr_html_()


def test_importing_plots_does_not_import_matplotlib():
    program = "import sys; from lib.chapters import bandits; assert 'matplotlib' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
