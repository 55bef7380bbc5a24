"""The pages that are no notebooks: landing page, readers, notation, glossary, references, results.

Their texts are Markdown in ``texts/``, with ``<< … >>`` for what is known only when the book is built.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from nbformat.notebooknode import NotebookNode

from course.book.chapter import LAST, Chapter, duration, section_order
from course.book.figures import told_of_chapters
from course.book.outputs import Media, site_outputs
from course.book.page import difficulty
from course.book.results import results_of, results_page

HERE = Path(__file__).resolve().parent
LOOK_UP = {
    "notation": "Notation",
    "glossary": "Glossary",
    "results": "Results",
    "references": "References",
}
READERS = {
    "learner": "Learning by yourself",
    "student": "In a class",
    "instructor": "As the teacher",
}


def cover_cells() -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the code that draws the picture of the landing page, and its tags: none."""
    nb = json.loads((HERE / "texts" / "cover.ipynb").read_text(encoding="utf-8"))
    code = tuple("".join(cell["source"]) for cell in nb["cells"])
    return code, ((),) * len(code)


def our_pages(
    chapters: Sequence[Chapter], outputs: dict[str, list[list[NotebookNode]]], media: Media
) -> dict[str, str]:
    """Return every page that is no chapter, by the name of its file."""
    told = [(chapter, *results_of(chapter, outputs[chapter.name])) for chapter in chapters]
    drawn = site_outputs(outputs["cover"][-1], media, "the cover")[0].data["text/html"]
    known = {
        "chapters": [in_a_list(chapter) for chapter in chapters],
        "total_minutes": sum(chapter.minutes for chapter in chapters),
        "order": [*(chapter.name for chapter in chapters), *LOOK_UP, *READERS],
        "cover": drawn.replace('loading="lazy" ', ""),
        "sections": sections_table(chapters),
    }
    made = environment()
    texts = {path.name: made.get_template(f"texts/{path.name}") for path in HERE.glob("texts/*.md")}
    texts["notation.md"] = made.get_template("notation.md")
    pages = {name: text.render(known) for name, text in texts.items()}
    return pages | {"results.md": results_page(told)}


def environment() -> Environment:
    """Return the templates' environment: marks that neither Markdown nor LaTeX use, and our words."""

    def adds(chapter: dict[str, Any]) -> str:
        return told_of_chapters().get(chapter["name"], {}).get("adds", chapter["opening"])

    made = Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        keep_trailing_newline=True,
    )
    made.globals |= {"adds": adds, "duration": duration, "difficulty": difficulty}
    return made


def in_a_list(chapter: Chapter) -> dict[str, Any]:
    """Return what lists say of a chapter."""
    return {
        "name": chapter.name,
        "number": chapter.number,
        "numbered": chapter.number != LAST,
        "title": chapter.title,
        "opening": chapter.opening,
        "minutes": chapter.minutes,
        "points": chapter.points,
        "exercises": chapter.exercises,
        "hardest": max((exercise.difficulty for exercise in chapter.exercises), default=0),
    }


def parts_of(chapters: Sequence[Chapter]) -> list[dict[str, Any]]:
    """Return the table of contents, as the sidebar shows it."""
    entries = [
        {"name": x.name, "number": "" if x.number == LAST else str(x.number), "title": x.title}
        for x in chapters
    ]
    lists = [("Chapters", entries)]
    for title, pages in (("To look things up", LOOK_UP), ("Three ways to read", READERS)):
        lists.append((title, [{"name": name, "title": text} for name, text in pages.items()]))
    return [{"title": title, "pages": pages} for title, pages in lists]


def sections_table(chapters: Sequence[Chapter]) -> str:
    """Return the sections of Sutton & Barto, each with the exercises that lean on it."""
    leaning: dict[str, list[str]] = {}
    for chapter in chapters:
        for exercise in chapter.exercises:
            place = chapter.title if chapter.number == LAST else f"Chapter {chapter.number}"
            link = f"[{place} · {exercise.title}](<{chapter.name}.ipynb#{exercise.anchor}>)"
            for section in exercise.sections:
                leaning.setdefault(section, []).append(link.replace("|", r"\|"))
    rows = [
        f"| {section} | {'<br>'.join(leaning[section])} |"
        for section in sorted(leaning, key=section_order)
    ]
    return "\n".join(["| section | exercises |", "|--|--|", *rows]) if rows else ""
