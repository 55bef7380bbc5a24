"""The book: the solved course as a website, for whoever learns alone.

Notebooks in ``source/`` are run with their solutions (``execute``), become pages on which every answer is
behind a click (``chapter``, ``page``, ``outputs``), with something to touch (``figures``), and join pages of our own (``texts/``, ``results``); Sphinx
makes a site of them (``site``). Nothing on it asks for anything from elsewhere, and hidden tests are cut before
anything else happens: a last look at the finished site (``refuse_leaks``) makes sure.

How a notebook speaks to the book: ``# Chapter 3 · Title``; a line ``●●○ · 15 minutes · 4 points · …`` below an
exercise's heading; folded hints right above a solution cell; the tag ``showcase`` for cells that only draw; and
printed lines ``WHAT: published THEIRS, ours OURS``, which become the page of ``results``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.errors import BadSource
from course.book import site
from course.book.chapter import Chapter, code_cells, read_chapters, shown_code
from course.book.execute import Job, execute_all
from course.book.outputs import Media
from course.book.page import page
from course.book.pages import HERE, cover_cells, our_pages
from course.progress import Advance
from course.release.leaks import Secret, secrets_of, squeeze

FOLDER = Path("_book")  # in the course folder; git ignores it
NAME = "peter-and-the-wolf"
AFTERWARDS = 3  # steps of the bar when everything has run: pages, layout, archive


@dataclass(frozen=True)
class Book:
    """A finished site, the archive beside it, and which notebooks had to be run for it."""

    site: Path
    archive: Path
    chapters: tuple[str, ...]
    executed: tuple[str, ...]


def build_book(
    root: Path,
    output: Path | None,
    on_progress: Advance,
    *,
    cache: Path | None = None,
    workers: int | None = None,
) -> Book:
    """Build the site of the course ``root`` in ``output``, and a zip of it beside.

    ``output`` is replaced when, and only when, everything went well. What was executed is kept in
    ``cache``. Raises ``BadSource`` for a notebook that fails, leaks or has a dead link;
    ``StorageError`` for a folder that is not ours to replace.
    """
    output = output or root / FOLDER / NAME
    cache = cache or root / FOLDER / "cache"
    site.must_be_ours(output)
    chapters = read_chapters(root)
    if not chapters:
        raise BadSource(f"There is no notebook in {root / 'source'} to make a book of.")

    cover = Job("cover", *cover_cells(), HERE / "texts", root)
    jobs = [cover, *(chapter.job(root) for chapter in chapters)]
    cells = 0  # known when the first one is through

    def advance(done: int, total: int, last: str) -> None:
        nonlocal cells
        cells = total
        on_progress(done, total + AFTERWARDS, last)

    outputs, executed = execute_all(jobs, cache / "executed", advance, workers)
    on_progress(cells, cells + AFTERWARDS, "pages")
    media = Media(cache / "media")
    files = {f"{x.name}.ipynb": page(x, outputs[x.name], media) for x in chapters}
    files |= our_pages(chapters, outputs, media)
    downloads = site.student_notebooks(root, chapters, cache / "downloads")
    on_progress(cells + 1, cells + AFTERWARDS, "layout")
    built = site.run_sphinx(files, chapters, cache)
    for chapter in chapters:
        refuse_leaks(chapter, built / f"{chapter.name}.html")
    on_progress(cells + 2, cells + AFTERWARDS, "archive")
    site.publish(built, output, media, downloads)
    return Book(output, site.pack(output), tuple(x.name for x in chapters), executed)


def refuse_leaks(chapter: Chapter, path: Path) -> None:
    """Raise ``BadSource`` when a line of a hidden test can be read on the chapter's page."""
    solved = [squeeze(shown_code(cell.source)) for cell in code_cells(chapter.nb)]
    text = squeeze(site.plain_text(path))
    for secret in secrets_of(chapter.nb, chapter.name, text_stub=""):
        if secret.what == "solution":
            continue  # that is what the book is for
        for line in unseen(secret, solved):
            if line in text:
                raise BadSource(
                    f"{chapter.name}.ipynb, cell {secret.cell}: the {secret.what} could be read "
                    f"in the book ({line[:40]}). Nothing was published."
                )


def unseen(secret: Secret, solved: list[str]) -> list[str]:
    """Return the lines of a secret that neither visible text nor a solution shows anyway."""
    return [line for line in secret.telling if not any(line in text for text in solved)]
