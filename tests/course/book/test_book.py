"""The book: what is on it, what is not, and what a second build does again."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
import urllib.request
import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.errors import BadSource, StorageError
from course import cli, terminal
from course.book import Book, build_book, refuse_leaks
from course.book.chapter import duration, exercises, read_chapter, read_chapters
from course.book.outputs import Media, site_data, without_bars
from course.book.page import prose
from course.book.serve import server
from course.release.build import build as release_into
from course.release.links import anchor
from tests.course import conftest as tiny
from tests.course.book import book_sample as sample


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return the built sample."""
    with sample.nobodys_home(tmp_path_factory.mktemp("nobody")):
        return sample.build(sample.make_course(tmp_path_factory.mktemp("book") / "course"))


@pytest.fixture
def root(book: Book) -> Path:
    """Return the course folder of the built sample."""
    return book.site.parent.parent


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """Return a copy of the course, built as well, to be changed."""
    return shutil.copytree(root, tmp_path / "course")


@pytest.fixture
def discs(book: Book) -> str:
    """Return the HTML of the first chapter."""
    return (book.site / "discs.html").read_text(encoding="utf-8")


def edit(root: Path, old: str, new: str) -> None:
    """Replace some words in the first chapter's notebook."""
    path = root / "source" / "discs" / "discs.ipynb"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_notebook_is_a_chapter_and_numbers_decide_the_order(book: Book):
    assert book.chapters == ("discs", "a_square")
    landing = (book.site / "index.html").read_text(encoding="utf-8")
    assert landing.index("<b>Discs</b>") < landing.index("<b>Squares</b>")
    assert "Four corners. Nothing to do here." in landing  # it introduces itself
    assert "20 minutes" in landing


def test_a_hidden_test_is_nowhere_in_the_book_nor_in_what_it_is_made_from(book: Book, root: Path):
    assert sample.CANARY in (root / "source/discs/discs.ipynb").read_text()
    found = [
        path.relative_to(root)
        for path in (root / "_book").rglob("*")
        if path.is_file() and sample.CANARY.encode() in path.read_bytes()
    ]
    with zipfile.ZipFile(book.archive) as packed:
        found += [name for name in packed.namelist() if sample.CANARY.encode() in packed.read(name)]
        assert "peter-and-the-wolf/index.html" in packed.namelist()
    assert not found


def test_no_source_and_no_raw_notebook_is_shipped(book: Book):
    assert not (book.site / "_sources").exists()
    notebooks = {str(path.relative_to(book.site)) for path in book.site.rglob("*.ipynb")}
    assert notebooks == {"downloads/discs.ipynb", "downloads/a_square.ipynb"}


def test_the_notebook_to_download_is_the_released_one(book: Book, root: Path, tmp_path: Path):
    released = release_into(root, "discs", tmp_path / "release") / "discs.ipynb"
    assert (book.site / "downloads/discs.ipynb").read_bytes() == released.read_bytes()


def test_an_exercise_shows_the_stub_and_keeps_the_rest_behind_clicks(discs: str):
    turn = discs[discs.index('class="turn"') :]
    turn = turn[: turn.index('class="cell')]
    stub, hint, second, solution, checks = re.split(r"<details[^>]*>", turn)[:5]
    assert "&lt;YOUR CODE: pi times the square of the radius&gt;" in stub
    assert "squared" not in stub
    assert "<summary>Hint 1</summary>" in hint
    assert "<summary>Hint 2</summary>" in second
    assert "squared" in solution
    assert "SOLUTION" not in solution
    assert "Show solution" in solution
    assert "Show checks" in checks
    assert "open" not in re.findall(r"<details[^>]*>", turn)


def test_other_details_stay_where_the_author_put_them(discs: str):
    assert discs.index("Why not?") < discs.index("In words:") < discs.index('class="turn"')


def test_a_written_question_has_its_model_answer_behind_a_click(discs: str):
    before, _, answer = discs.partition(tiny.WHY)
    assert before.rstrip().endswith("<p>")
    assert "Show model answer" in before[-400:]
    assert "</details>" in answer[:60]


def test_a_page_tells_search_engines_what_it_is_about(book: Book, discs: str):
    about = '<meta name="description" content="A round thing has an area'
    assert about in discs
    assert "<title>Discs &#8212; Peter and the Wolf, a course in reinforcement learning" in discs
    for name in ("index", "glossary", "results", "references", "learner", "notation"):
        page = (book.site / f"{name}.html").read_text()
        assert re.search(r'<meta [^>]*content="[^"]*(?:learning|Sutton)[^"]*"[^>]*>', page), name


def test_quotations_that_speak_to_the_reader_become_boxes(book: Book, discs: str):
    assert 'class="callout work"' in discs
    assert 'class="callout careful"' in discs
    assert "[!WARNING]" not in discs
    assert "<blockquote" in (book.site / "a_square.html").read_text()


def test_facts_are_read_and_dots_have_words(book: Book, discs: str):
    assert "<b>20 minutes</b>" in discs
    assert 'role="img" aria-label="easy"' in discs
    references = (book.site / "references.html").read_text()
    assert "Exercise 1 · Area" in references
    assert re.search(r"<p>2\.9 Associative.*<p>2\.10 Summary", references, re.DOTALL)


def test_published_numbers_stand_beside_ours_as_they_were_printed_with_their_source(book: Book):
    table = (book.site / "results.html").read_text()
    row = re.search(
        r"<tr[^>]*>\s*<td><p><a [^>]*><[^>]*>area of the unit.*?</tr>", table, re.DOTALL
    )[0]
    assert "<td><p>3.14</p></td>" in row
    assert "<strong>3.1416 (exact)</strong>" in row
    assert 'href="discs.html#exercise-1-area"' in row
    assert "Géron 2022" in row
    assert "<em>Hands-On Machine Learning with Scikit-Learn, Keras, and TensorFlow</em>" in table


def test_every_picture_has_words_and_a_size(discs: str):
    pictures = re.findall(r"<img[^>]*media/[^>]*>", discs)
    assert len(pictures) == 1
    assert 'alt="Area. Lines for area."' in pictures[0]
    assert re.search(r'width="\d+" height="\d+"', pictures[0])


def test_a_picture_without_words_is_refused(tmp_path: Path):
    silent = nbformat.from_dict({"image/png": "AAAA", "text/plain": "<Figure size 640x480>"})
    with pytest.raises(BadSource, match=r"x\.ipynb, cell 3.*lib\.pictures\.plots"):
        site_data(silent, nbformat.from_dict({}), Media(tmp_path), "x.ipynb, cell 3,")


def test_movies_are_files_with_a_poster_that_wait_to_be_played(book: Book, discs: str):
    movies = re.findall(r"<video[^>]*>", discs)
    assert len(movies) == 2  # one was a GIF
    for movie in movies:
        assert 'preload="none"' in movie
        assert "controls" in movie
        assert "autoplay" not in movie
        assert re.search(r'aria-label="\w', movie)
        assert (book.site / re.search(r'poster="([^"]+)"', movie)[1]).is_file()
    files = re.findall(r'<source type="video/mp4" src="([^"]+)"', discs)
    assert all((book.site / name).read_bytes()[4:8] == b"ftyp" for name in files)
    assert ".gif" not in discs
    assert "base64" not in discs


def test_progress_bars_leave_nothing_behind(discs: str):
    assert "it/s" not in discs
    bar = "  0%|          | 0/3 [00:00<?, ?it/s]\r100%|███| 3/3 [00:00<00:00, 9it/s]\n   \nkept\n"
    assert without_bars(bar) == "kept\n"
    assert without_bars(" 40%|██ | 2/5 [00:01<00:02]\x1b[A\n\x1b[Asaid") == "said\n"


def test_nothing_on_any_page_is_fetched_from_elsewhere(book: Book):
    loads = re.compile(
        r"""(?:<(?:link|script|img|source|video|iframe)\b[^>]*?(?:src|href|poster)=
        |url\(|@import\s*)["']?(?:https?:)?//[^"')\s]+""",
        re.VERBOSE,
    )
    strays = [
        f"{path.name}: {found}"
        for path in book.site.rglob("*")
        if path.suffix in {".html", ".css"}
        for found in loads.findall(path.read_text(encoding="utf-8"))
    ]
    assert not strays


def test_a_second_build_after_a_prose_edit_runs_nothing_and_shows_the_edit(copy: Path):
    edit(copy, "A round thing", "A perfectly round thing")
    again = sample.build(copy)
    assert again.executed == ()
    assert "A perfectly round thing" in (again.site / "discs.html").read_text()


def test_a_cell_that_fails_is_named_and_the_old_site_stays(copy: Path):
    edit(copy, "print(f", "1 / 0\\nprint(f")
    before = (copy / "_book/peter-and-the-wolf/discs.html").read_bytes()
    with pytest.raises(BadSource, match=r"discs: the code cell that begins .* ZeroDivisionError"):
        sample.build(copy)
    assert (copy / "_book/peter-and-the-wolf/discs.html").read_bytes() == before


def test_a_link_that_leads_nowhere_is_named(copy: Path):
    edit(copy, "[area](#Exercise-1-·-Area)", "[area](#Exercise-9)")
    with pytest.raises(BadSource, match=r"discs\.ipynb.*Exercise-9"):
        sample.build(copy)


def test_a_chapter_that_is_gone_leaves_no_page_behind(copy: Path):
    (copy / "source/a_square").rename(copy / "source/b_square")
    (copy / "source/b_square/a_square.ipynb").rename(copy / "source/b_square/b_square.ipynb")
    renamed = sample.build(copy)
    assert renamed.chapters == ("discs", "b_square")
    assert renamed.executed == ("b_square",)
    assert not (renamed.site / "a_square.html").exists()


def test_what_the_outputs_depend_on_decides_what_runs_again(tmp_path: Path):
    root = sample.make_course(tmp_path / "course")
    (root / "lib").mkdir()
    (root / "lib" / "__init__.py").write_text("")

    def key() -> str:
        return read_chapter(root / "source" / "discs").job(root).key

    keys = [key()]
    edit(root, "Think of", "Think hard of")
    edit(root, "12.566", "12.5663")  # in the hidden test
    assert key() == keys[0]
    for change in (
        lambda: edit(root, "squared = radius * radius", "squared = radius**2"),
        lambda: (root / "lib" / "__init__.py").write_text("A = 1"),
        lambda: (root / "requirements.lock").write_text("numpy==9"),
        lambda: (root / "requirements-atari.lock").write_text("ale-py==9"),
        lambda: (root / "source/discs/data.csv").write_text("1,2"),
    ):
        change()
        keys.append(key())
    assert len(set(keys)) == 6


def test_what_is_run_holds_no_hidden_test(book: Book, root: Path):
    for chapter in read_chapters(root):
        assert sample.CANARY not in json.dumps(chapter.job(root).code)


def test_a_page_on_which_a_hidden_test_can_be_read_is_refused(root: Path, tmp_path: Path):
    chapter = read_chapter(root / "source" / "discs")
    page = tmp_path / "discs.html"
    page.write_text(f"<pre><b>{sample.CANARY}</b> = <i>area</i>(2)</pre>")
    with pytest.raises(BadSource, match="tiny-area-tests"):
        refuse_leaks(chapter, page)


def test_a_folder_that_is_not_a_book_is_never_replaced(book: Book, root: Path, tmp_path: Path):
    (tmp_path / "thesis.tex").write_text("three years")
    with pytest.raises(StorageError, match="not a book"):
        build_book(root, tmp_path, lambda *_: None)
    assert (tmp_path / "thesis.tex").read_text() == "three years"


def test_the_command_says_what_it_did_and_where_the_book_is(copy: Path, capsys, monkeypatch):
    monkeypatch.setattr(terminal, "_console", None)
    monkeypatch.setenv("PATH", os.environ["PATH"])  # `main` adds to it
    assert cli.main(["--course", str(copy), "book", "--output", str(copy / "here")]) == 0
    said = capsys.readouterr().out
    assert "2 chapters, of which none had to be run." in said
    assert str(copy / "here" / "index.html") in said
    assert (copy / "here.zip").is_file()


def test_parts_of_a_file_are_served_as_movies_need_them(book: Book):
    with server(book.site) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{made.server_port}/index.html"
        request = urllib.request.Request(address, headers={"Range": "bytes=2-9"})
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 206
            assert answer.read() == (book.site / "index.html").read_bytes()[2:10]
        made.shutdown()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(45, "45 minutes"), (60, "1 hour"), (110, "1 h 50 min"), (720, "12 hours")],
)
def test_times_are_said_as_people_say_them(minutes: int, words: str):
    assert duration(minutes) == words


def test_a_link_of_jupyterlab_serves_here_too():
    assert anchor("Exercise 1 · What was missed") == "Exercise-1-·-What-was-missed"
    assert anchor("The `update`, in *words*") == "The-update,-in-words"


def test_sections_are_read_with_all_between_and_without_figures():
    text = "## A\n\n●○○ · 5 minutes · Sutton & Barto, sections 2.9 to 2.11 (see figure 3.5); Bayes 1763"
    assert exercises(text)[0].sections == ("2.9", "2.10", "2.11")


def test_an_exercise_in_a_block_of_code_is_none():
    assert not exercises("## A\n\n```\n●○○ · 5 minutes\n```")
    assert prose("```\n●○○\n```") == "```\n●○○\n```"
