"""A book of two short chapters, in which everything occurs once that a notebook may say to the book."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode

from course.book import Book, build_book
from tests.course import conftest as tiny

CANARY = "canary_of_the_hidden_test"

OPENING = r"""# Chapter 1 · Discs

A round thing has an area, $A = \pi r^2$. With $\varepsilon$ more radius it has more.

| | you write | difficulty | minutes | points |
|--|--|--|--|--|
| 1 | [area](#Exercise-1-·-Area) | ●○○ | 5 | 2 |

> **How to work.** Fill in each blank.
"""
EXERCISE = r"""## Exercise 1 · Area

●○○ · 5 minutes · 2 points · Sutton & Barto, sections 2.9 to 2.10; Euclid

$$ A = \int_0^r 2 \pi \rho \, \mathrm{d}\rho $$

> [!WARNING]
> **Careful.** Not the diameter.

<details><summary>Why not?</summary>

It is twice as long.
</details>

**In words:** multiply.

<details><summary>Hint 1</summary>

Think of $r$.
</details>
<details><summary>Hint 2</summary>

`math.pi` is the number.
</details>
"""
SETUP = """import math
import sys

import numpy as np
from tqdm import tqdm

from lib.chapters import bandits
from lib.pictures import movies, plots"""
PICTURE = """for _ in tqdm(range(3), file=sys.stdout):
    pass
print(f"area of the unit disc: published 3.14, ours {area(1):.4f} (exact) [Géron 2022]")
plots.lines([0, 1], {"area": np.array([0.0, area(1)])}, title="Area", xlabel="r", ylabel="A")"""
GIF = """ones = np.ones(3)
bandits.posterior_movie([("before", ones, ones), ("after", 5 * ones, ones)], [0.1, 0.2, 0.3])"""
MOVIE = """frames = [np.full((32, 48, 3), shade, np.uint8) for shade in (40, 120, 200)]
movies.Movie(frames, alt="Grey, lighter and lighter.")"""
QUESTION = """## A question to answer in words

●●○ · 15 minutes · 3 points, graded by hand

Why is that so?"""


def text(source: str) -> NotebookNode:
    """Return a Markdown cell."""
    return nbformat.v4.new_markdown_cell(source)


def drawn(source: str) -> NotebookNode:
    """Return a code cell that only shows something."""
    return nbformat.v4.new_code_cell(source, metadata={"tags": ["showcase"]})


def discs() -> NotebookNode:
    """Return the first chapter."""
    return tiny.notebook(
        text(OPENING),
        tiny.cell(SETUP, "tiny-setup", "locked", tags=["setup"]),
        text(EXERCISE),
        tiny.cell(tiny.AREA, "tiny-area", "solution"),
        tiny.cell(tiny.AREA_TESTS, "tiny-area-tests", "tests", points=2),
        drawn(PICTURE),
        drawn(GIF),
        drawn(MOVIE),
        text(QUESTION),
        tiny.cell(tiny.WHY, "tiny-why", "written", points=3),
    )


def squares() -> NotebookNode:
    """Return a chapter without a number, without exercises."""
    said = "# Squares\n\nFour corners. Nothing to do here.\n\n> Said somebody once, at some length."
    return tiny.notebook(text(said), nbformat.v4.new_code_cell("print(2 * 2)"))


def make_course(root: Path) -> Path:
    """Write the course of both chapters and return its folder."""
    root.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(tiny.CONFIG)
    tiny.write(root, discs(), "discs")
    tiny.write(root, squares(), "a_square")
    return root


def build(root: Path) -> Book:
    """Build the book of a course where a build puts it."""
    return build_book(root, None, lambda done, total, last: None)


@contextmanager
def nobodys_home(folder: Path) -> Iterator[None]:
    """What `_own_home` does for a test, for fixtures that serve many tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            patch.setenv(name, str(folder / name.lower()))
        (folder / "home").mkdir(parents=True)
        assert os.environ["HOME"] != "/root"
        yield
