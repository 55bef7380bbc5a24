"""What a printed line must say to become a row of the page of results."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from autograder.errors import BadSource
from course.book.chapter import Chapter
from course.book.results import Result, Source, read_sources, results_of, results_page
from tests.course import conftest as tiny
from tests.course.book import book_sample as sample

SOURCES = {"Euclid": Source("Euclid", "Euclid", "Elements", 1, "Alexandria")}


def told(printed: str, tags: tuple[str, ...] = ()) -> tuple[list[Result], list[str]]:
    """Return what becomes of a text that the only cell of a chapter prints."""
    cell = nbformat.v4.new_code_cell("x", metadata={"tags": list(tags)})
    nb = tiny.notebook(sample.text("# Chapter 2 · X"), cell)
    output = nbformat.v4.new_output("stream", text=f"{printed}\n")
    return results_of(Chapter("x", 2, "X", "", (), nb, Path()), [[output]], SOURCES)


def test_what_is_published_and_what_we_measured_with_its_settings_are_two_columns():
    rows, _ = told(
        "steps: published 3.45 (one board), with their settings 7, 8 or 9, ours 3.3 [Euclid]"
    )
    assert rows == [Result("steps", "3.45 (one board)", "7, 8 or 9", "3.3", "Euclid", "X")]
    assert told("steps: published 3.45; ours 3.3 [Euclid]")[0][0].measured == ""
    measured = told("seconds: with their settings 9 (median), ours 1 [Euclid]")[0][0]
    assert (measured.theirs, measured.measured) == ("", "9 (median)")


def test_a_row_names_its_source_and_the_page_tells_it_in_full():
    rows, lines = told("steps: published 3.45, ours 3.3 [Euclid]")
    chapter = Chapter("x", 2, "X", "", (), tiny.notebook(), Path())
    page = results_page([(chapter, rows, lines)], SOURCES)
    assert "|  | published | ours | source |" in page  # and no column in which nothing stands
    assert "| [steps](<x.ipynb>) | 3.45 | **3.3** | [Euclid](#sources) |" in page
    assert "**Euclid**, *Elements*, Alexandria, 1." in page


@pytest.mark.parametrize(
    "line",
    [
        "steps: published 3.45, ours 3.3",
        "steps: published 3.45, ours 3.3 [Archimedes]",
        "steps: with their settings 3.45, ours 3.3",
    ],
)
def test_a_row_without_a_source_that_we_know_is_refused(line: str):
    with pytest.raises(BadSource, match="needs its source"):
        told(line)


@pytest.mark.parametrize("line", ["Published: 9 of 10", "ours 3.3 (published: 3.45)"])
def test_published_is_said_in_a_row_or_not_at_all(line: str):
    with pytest.raises(BadSource, match="speaks of what was published"):
        told(line)


def test_a_tagged_cell_without_such_a_line_is_shown_as_it_is():
    assert told("ours 5 of 6", ("results",)) == ([], ["ours 5 of 6"])
    assert told("ours 5 of 6") == ([], [])


def test_a_source_says_who_what_when_and_where(tmp_path: Path):
    told = tmp_path / "sources.toml"
    told.write_text('["Euclid"]\nauthor = "Euclid"\ntitle = "Elements"\nwhere = "Alexandria"\n')
    with pytest.raises(BadSource, match=r"\[Euclid\] lacks year"):
        read_sources(told)
