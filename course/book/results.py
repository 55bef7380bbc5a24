"""The page of results: published numbers beside ours, read from executed notebooks, never typed.

A notebook prints one line for each number it can be compared on, in any cell:

    print(f"mean steps to an apple: published 32.9, ours {steps:.1f} (2,000 walks) [Soshnikov 2021]")

that is ``WHAT: published THEIRS, ours OURS [SOURCE]``. What nobody published, but we measured with the settings of
that source, is said as such: ``WHAT: with their settings THEIRS, ours OURS [SOURCE]``, or both, one after the other.
``SOURCE`` is a name in ``texts/sources.toml``, which knows its author, title, year and place. A line that says
*published* in any other way is refused, and so is one without a source. Each line becomes a row of the table, with a
link to the heading under which it was printed; a cell tagged ``results`` that prints no such line is shown as text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from autograder.errors import BadSource
from course.book.chapter import Chapter
from course.book.outputs import without_bars
from course.release.links import HEADING, anchor

ROW = re.compile(
    r"^(?P<what>.+?):\s+(?:published\s+(?P<theirs>.+?)[,;]\s+)?"
    r"(?:with their settings\s+(?P<measured>.+?)[,;]\s+)?ours\s+(?P<ours>.+?)"
    r"(?:\s+\[(?P<source>[^\[\]]+)\])?$"
)
SAID = re.compile(r"\b(?:published|with their settings)\b", re.IGNORECASE)
SOURCES = Path(__file__).resolve().parent / "texts" / "sources.toml"
PARTS = ("author", "title", "year", "where")

INTRODUCTION = """---
myst:
  html_meta:
    description: "Published results in reinforcement learning beside ours: what a source says, what its settings come to here, what this course reaches."
---

# Results

Most of these tasks have been taught or studied before, and the older material says how well it did. Three columns keep
apart what is often mixed: **published** is what the source itself says; **measured by us** is what we found when we ran
its method with its settings; **ours** was measured when this page was built, and nothing in that column is typed.
A published number is usually one run on one board; ours says what it is a mean of. The sources stand at the end.
"""
NOTHING = "\nNo chapter has published numbers to compare with.\n"


@dataclass(frozen=True)
class Source:
    """Where a number was said first."""

    name: str  # as a notebook prints it: "Soshnikov 2021"
    author: str
    title: str
    year: int
    where: str
    link: str = ""


@dataclass(frozen=True)
class Result:
    """A number of somebody else's beside ours, its source, and the heading it was printed under."""

    what: str
    theirs: str  # published
    measured: str  # by us, with their settings
    ours: str
    source: str
    heading: str


def read_sources(path: Path = SOURCES) -> dict[str, Source]:
    """Return every source by its name. Raises ``BadSource`` for one that lacks a part."""
    with path.open("rb") as stream:
        known = tomllib.load(stream)
    for name, parts in known.items():
        if missing := [part for part in PARTS if not parts.get(part)]:
            raise BadSource(f"{path.name}: [{name}] lacks {' and '.join(missing)}.")
    return {name: Source(name, **parts) for name, parts in known.items()}


def results_of(
    chapter: Chapter, outputs: list[list[NotebookNode]], sources: dict[str, Source]
) -> tuple[list[Result], list[str]]:
    """Return a chapter's rows, and what else its cells tagged ``results`` print.

    Raises ``BadSource`` for a line that speaks of what was published without saying where.
    """
    rows: list[Result] = []
    lines: list[str] = []
    for heading, cell, text in printed_lines(chapter, outputs):
        if row := row_of(text, heading):
            if row.source not in sources:
                raise BadSource(
                    f"{chapter.name}: the line '{text.strip()[:60]}…' needs its source, a name from "
                    f"course/book/texts/sources.toml in square brackets at its end."
                )
            rows.append(row)
        elif SAID.search(text):
            raise BadSource(
                f"{chapter.name}: the line '{text.strip()[:60]}…' speaks of what was published. Say "
                "'WHAT: published THEIRS, ours OURS [SOURCE]' (see course/book/results.py), or say it otherwise."
            )
        elif "results" in cell.metadata.get("tags", ()):
            lines.append(text.rstrip())
    return rows, lines


def row_of(text: str, heading: str) -> Result | None:
    """Return what a printed line compares, or None if it doesn't."""
    found = ROW.match(text.strip())
    if not found or not (found["theirs"] or found["measured"]):
        return None
    return Result(heading=heading, **{name: part or "" for name, part in found.groupdict().items()})


def printed_lines(
    chapter: Chapter, outputs: list[list[NotebookNode]]
) -> Iterator[tuple[str, NotebookNode, str]]:
    """Yield each line a chapter prints, with its cell and the heading above it."""
    heading, per_cell = chapter.title, iter(outputs)
    for cell in chapter.nb.cells:
        if cell.cell_type == "markdown":
            found = HEADING.findall(cell.source)
            if found:
                heading = found[-1][1] if found[-1][0] != "#" else chapter.title
        elif cell.cell_type == "code":
            for output in next(per_cell):
                if output.output_type == "stream":
                    for line in without_bars(output.text).splitlines():
                        if line.strip():
                            yield heading, cell, line


def results_page(
    told: Sequence[tuple[Chapter, list[Result], list[str]]], sources: dict[str, Source]
) -> str:
    """Return the page, in Markdown."""
    parts, leaning = [INTRODUCTION], set()
    for chapter, rows, lines in told:
        if not rows and not lines:
            continue
        parts.append(f"\n## [{chapter.label}]({chapter.name}.ipynb)\n")
        if rows:
            parts += table(chapter, rows)
            leaning |= {row.source for row in rows}
        if lines:
            parts.append("\n```text\n" + "\n".join(lines) + "\n```")
    if len(parts) == 1:
        parts.append(NOTHING)
    if leaning:
        parts += ["\n## Sources\n", *(in_full(sources[name]) for name in sorted(leaning))]
    return "\n".join(parts) + "\n"


def table(chapter: Chapter, rows: Sequence[Result]) -> list[str]:
    """Return the lines of a chapter's table; a column in which nothing would stand is left out."""
    columns = {
        "": [place(chapter, row) for row in rows],
        "published": [cell(row.theirs) for row in rows],
        "measured by us, with their settings": [cell(row.measured) for row in rows],
        "ours": [f"**{cell(row.ours)}**" for row in rows],
        "source": [f"[{cell(row.source)}](#sources)" for row in rows],
    }
    told = {name: told for name, told in columns.items() if any(told)}
    lines = [list(told), ["--"] * len(told), *zip(*told.values(), strict=True)]
    return [f"| {' | '.join(line)} |" for line in lines]


def in_full(source: Source) -> str:
    """Return a source as an entry of a list: by what name, who, what, where, when."""
    where = f"[{source.where}]({source.link})" if source.link else source.where
    return f"{source.name}\n: **{source.author}**, *{source.title}*, {where}, {source.year}.\n"


def place(chapter: Chapter, row: Result) -> str:
    """Return what was compared, as a link to where it was printed."""
    there = "" if row.heading == chapter.title else f"#{anchor(row.heading)}"
    return f"[{cell(row.what)}](<{chapter.name}.ipynb{there}>)"


def cell(text: str) -> str:
    """Return text that can stand in a cell of a Markdown table."""
    return re.sub(r"([|*_<`$])", r"\\\1", text)
