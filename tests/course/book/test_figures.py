"""The figures to touch: one a chapter, where it belongs, small, and with nothing but what the chapter says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest

from course.book import figures
from course.book.chapter import Chapter
from course.book.figures import facts_in, figure_of, markup
from course.book.outputs import Media
from course.book.page import page
from tests.course.book import figures_sample as sample

LARGEST = 13_000  # bytes of a chapter's own script
ALL_OF_IT = 40_000  # bytes of what one page loads
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


def test_every_chapter_has_one():
    assert set(sample.CHAPTERS) == {
        path.name for path in (sample.REPO / "source").iterdir() if path.is_dir()
    }


@pytest.mark.parametrize("name", sample.CHAPTERS)
def test_every_chapter_has_a_figure_below_a_cell_of_its_own(name: str):
    figure = figure_of(name, sample.notebook_of(name))
    assert figure, f"{name}: no figure, or no cell of that id"
    assert figure.title
    assert figure.invitation.endswith((".", "?"))
    for file in (*figure.uses, name):
        assert (figures.SCRIPTS / f"{file}.js").is_file()
    compile(figure.code, name, "exec")


@pytest.mark.parametrize("name", sample.CHAPTERS)
def test_a_figure_is_small_and_asks_for_nothing_from_elsewhere(name: str):
    figure = figure_of(name, sample.notebook_of(name))
    scripts = [figures.SCRIPTS / f"{file}.js" for file in ("figures", *figure.uses, name)]
    assert scripts[-1].stat().st_size <= LARGEST
    loaded = [*scripts, figures.SCRIPTS / "figures.css"]
    assert sum(path.stat().st_size for path in loaded) <= ALL_OF_IT
    for path in loaded:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(
            r"https?:|\bfetch\(|XMLHttpRequest|\bimport\b|localStorage|cookie", text
        )


def a_chapter(*ids: str) -> Chapter:
    nb = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(f"# Chapter 1 · {one}", id=one) for one in ids]
    )
    return Chapter("bandits", 1, "Bandits", "", (), nb, Path())


def test_it_stands_below_its_cell_once_with_the_facts_of_the_chapter(tmp_path: Path):
    chapter = a_chapter("before", "regret-picture", "after")
    told = nbformat.v4.new_output("stream", name="stdout", text='{"means": [0.5], "c": 1}\n')
    texts = [cell.source for cell in page(chapter, [[told]], Media(tmp_path)).cells]
    places = [i for i, text in enumerate(texts) if "data-figure" in text]
    assert places == [2]
    assert '{"means": [0.5], "c": 1}' in texts[2]
    assert "<noscript>" in texts[2]
    assert "\n\n" not in texts[2]  # Markdown would end it there


def test_a_notebook_without_that_cell_is_left_alone(tmp_path: Path):
    chapter = a_chapter("another")
    assert chapter.figure is None
    assert len(chapter.job(tmp_path).code) == 0
    assert len(page(chapter, [], Media(tmp_path)).cells) == 1


def test_the_facts_are_asked_for_last_in_the_chapters_own_job(tmp_path: Path):
    job = a_chapter("regret-picture").job(tmp_path)
    assert job.code == (figure_of("bandits", a_chapter("regret-picture").nb).code,)
    assert '"means": MEANS' in job.code[0]


def test_facts_cannot_end_the_element_they_stand_in_and_pictures_become_files(tmp_path: Path):
    figure = figure_of("bandits", a_chapter("regret-picture").nb)
    facts = {"said": "</script><b>", "picture": f"data:image/png;base64,{PIXEL}"}
    made = markup(figure, json.dumps(facts), Media(tmp_path))
    inside = re.search(r'<script type="application/json">(.*?)</script>', made, re.DOTALL)[1]
    told = json.loads(inside)
    assert told["said"] == facts["said"]
    assert (tmp_path / Path(told["picture"]).name).read_bytes().startswith(b"\x89PNG")
    assert "base64" not in made


def test_facts_that_are_no_facts_stop_the_build():
    said = nbformat.v4.new_output("stream", name="stdout", text="nothing to say\n")
    with pytest.raises(json.JSONDecodeError):
        facts_in([said])
