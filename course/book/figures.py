"""Something to touch in every chapter: a figure that runs the chapter's world in the reader's browser.

A figure is a file ``static/figures/<chapter>.js`` and a table ``[<chapter>.figure]`` in ``texts/chapters.toml``:
``after``, the id of the cell below which it stands; ``title``; ``try``, a sentence on what to do; ``uses``, what it
shares with another figure; ``facts``, the numbers it plays with, each an expression in the names of the chapter. They
are asked for when the chapter has run, in its own kernel: so a figure plays with the chapter's numbers, and with what
this very Peter has learned.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from course.book.outputs import EMBEDDED, SUFFIX, Media

HERE = Path(__file__).resolve().parent
SCRIPTS = HERE / "static" / "figures"
WITHOUT = (
    "This figure is made of JavaScript, which is switched off here. Nothing below depends on it."
)
# What turns facts into text: arrays become lists, and pictures (uint8, with colours) files.
TELL = """
def _told(fact):
    import base64
    import io

    from PIL import Image

    if getattr(fact, "dtype", None) == "uint8" and fact.ndim == 3:
        file = io.BytesIO()
        picture = Image.fromarray(fact)
        picture = picture if fact.shape[2] == 4 else picture.quantize(200)
        picture.save(file, "PNG", optimize=True)
        return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
    return fact.tolist()


print(__import__("json").dumps({FACTS}, default=_told))
"""


@dataclass(frozen=True)
class Figure:
    """What stands in the table of a chapter's figure."""

    chapter: str
    after: str
    title: str
    invitation: str
    uses: Sequence[str]
    facts: Mapping[str, str]

    @property
    def code(self) -> str:
        """The last cell of the chapter's job: it prints the facts."""
        facts = ", ".join(f'"{name}": {value}' for name, value in self.facts.items())
        return TELL.replace("FACTS", facts).strip()


@cache
def told_of_chapters() -> dict[str, dict[str, Any]]:
    """Return what ``texts/chapters.toml`` says of each chapter."""
    with (HERE / "texts" / "chapters.toml").open("rb") as stream:
        return tomllib.load(stream)


def figure_of(name: str, nb: NotebookNode) -> Figure | None:
    """Return the figure of a chapter, if there is one and the notebook has the cell it belongs to."""
    told = told_of_chapters().get(name, {}).get("figure")
    if told is None or told["after"] not in {cell.get("id") for cell in nb.cells}:
        return None
    uses, facts = told.get("uses", ()), told.get("facts", {})
    return Figure(name, told["after"], told["title"], told["try"], uses, facts)


def facts_in(outputs: list[NotebookNode]) -> str:
    """Return the facts that a figure's cell has printed, as JSON."""
    printed = "".join(output.text for output in outputs if output.get("name") == "stdout")
    json.loads(printed)  # raises here, not in a reader's browser
    return printed.strip()


def markup(figure: Figure, facts: str, media: Media) -> str:
    """Return the HTML of a figure: one block without empty lines, as Markdown wants it."""
    text = EMBEDDED.sub(lambda found: _kept(found["mime"], found["data"], media), facts)
    text = text.replace("<", "\\u003c")  # nothing in it can end the element it stands in
    name = figure.chapter
    style = _address("figures.css")
    scripts = [_address(f"{file}.js") for file in ("figures", *figure.uses, name)]
    return "\n".join(
        [
            f'<section class="touch" data-figure="{name}" aria-labelledby="touch-{name}">',
            f'<link rel="stylesheet" href="{style}">',
            '<p class="touch-kicker">Something to touch</p>',
            f'<h3 id="touch-{name}">{html.escape(figure.title)}</h3>',
            f'<p class="touch-try">{html.escape(figure.invitation)}</p>',
            f'<noscript><p class="touch-none">{WITHOUT}</p></noscript>',
            '<div class="touch-stage"></div>',
            f'<script type="application/json">{text}</script>',
            *(f'<script defer src="{script}"></script>' for script in scripts),
            "</section>",
        ]
    )


def _kept(mime: str, data: str, media: Media) -> str:
    return media.keep(base64.b64decode(data), SUFFIX[mime])


def _address(file: str) -> str:
    """Return where a file is, with its fingerprint: no browser shows an old one with a new page."""
    content = hashlib.sha256((SCRIPTS / file).read_bytes()).hexdigest()[:8]
    return f"_static/figures/{file}?v={content}"
