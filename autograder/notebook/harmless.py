"""Make harmless what a student wrote and printed, before it goes where a page is made of it.

Formgrader and other nbgrader tools turn graded notebooks into web pages, in which HTML of the student's
would be live, with the instructor's rights. Here scripts, handlers, frames, forms and addresses of
other machines are taken out; pictures, tables and formulas stay. HTML is cleaned by bleach, with a list
of what is allowed; kinds of output that are not on a list are left out.
"""

from __future__ import annotations

import base64
import functools
import re
from html import escape
from typing import Any

import bleach
import nbformat.v4
from bleach.css_sanitizer import CSSSanitizer
from nbformat import NotebookNode
from nbgrader import utils

from autograder.notebook import pictures

_TAGS = """
a abbr b blockquote br caption cite code col colgroup dd del details div dl dt em figcaption
figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small source span strong
sub summary sup table tbody td tfoot th thead tr u ul var video
"""
_ATTRIBUTES = """
align alt border colspan controls dir height lang loop muted open role rowspan scope span
start style title valign width
"""
_STYLES = """
background-color border border-collapse border-radius color display font-family font-size
font-style font-weight height line-height margin max-height max-width min-width padding text-
align text-decoration vertical-align white-space width
"""
TAGS, ATTRIBUTES, STYLES = (frozenset(words.split()) for words in (_TAGS, _ATTRIBUTES, _STYLES))
_MEDIA = re.compile(
    r"data:(?:image/(?:png|jpeg|gif|webp|svg\+xml)|video/(?:mp4|webm));base64,[\w+/=\s]*"
)
_HERE = re.compile(r"(?:attachment:)?(?!//)[\w%. -]+(?:/[\w%. -]+)*")  # a file beside the notebook
_BASE64 = re.compile(r"[\w+/=\s]*")
_TAG = re.compile(r"<[A-Za-z/!?]")
_TARGET = re.compile(r"\]\((?!\s*(?:#[\w-]*|<?(?:attachment:)?(?!//)[\w%./-]+>?)\s*\))")
_DEFINITION = re.compile(r"\](?=:)")
_MOST_MARKS, _SHOWN = 20_000, 10_000
_LEFT_OUT = "(This output is not shown here: it could run.)"
_CSS = CSSSanitizer(allowed_css_properties=STYLES)


def make_harmless(notebook: NotebookNode) -> NotebookNode:
    """Clean a graded notebook in place, the instructor's own text apart; return it."""
    for cell in notebook.cells:
        students = utils.is_solution(cell) or "nbgrader" not in cell.metadata
        if cell.cell_type == "code":
            cell.outputs = [_output(output) for output in cell.get("outputs", [])]
        elif students and cell.cell_type == "markdown":
            if "attachments" in cell:
                cell["attachments"] = NotebookNode(pictures.clean(cell["attachments"]))
            cell.source = harmless_markdown(cell.source)
        elif students:
            cell.source = bleach.clean(cell.source, tags=set())
    return notebook


def harmless_markdown(text: str) -> str:
    """Return Markdown whose HTML is harmless, and whose links lead nowhere but to files beside it.

    A link that leads elsewhere is shown as it was written, address and all, and can't be followed.
    """
    if _TAG.search(text):
        text = harmless_html(text)
    return _DEFINITION.sub(r"]\\", _TARGET.sub(r"]\\(", text))


def harmless_html(text: str) -> str:
    """Return HTML without anything that runs, asks, or comes from elsewhere.

    Of more marks than any honest page has, the beginning is shown as it was written.
    """
    if text.count("<") + text.count("&") > _MOST_MARKS:  # a tree of them takes much memory
        return f"<pre>{escape(text[:_SHOWN])} …</pre>"
    return _often(text) if len(text) <= _SHOWN else _cleaned(text)


def _cleaned(text: str) -> str:
    return bleach.clean(
        text,
        tags=TAGS,
        attributes=_is_allowed,
        protocols={"data", "attachment", "http"},
        css_sanitizer=_CSS,
        strip=True,
        strip_comments=True,
    )


_often = functools.lru_cache(1_000)(_cleaned)  # a class hands in the same text over and over


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if name in ("src", "poster"):
        media = tag in ("img", "video", "source")
        return media and bool(_MEDIA.fullmatch(value) or _HERE.fullmatch(value))
    if name == "href":
        return value.startswith("#")
    if name == "class":
        return value == "dataframe"
    return name in ATTRIBUTES or name.startswith("aria-")


def _output(output: NotebookNode) -> NotebookNode:
    if output.output_type not in ("display_data", "execute_result"):
        return output  # nbconvert escapes streams and errors
    data: dict[str, Any] = {}
    held = output.get("data")
    for kind, content in held.items() if isinstance(held, dict) else ():
        text = _joined(content)
        if kind == "application/json":
            data[kind] = content
        elif text is None:
            continue
        elif kind == "text/plain":
            data[kind] = text
        elif kind == "text/html":
            data[kind] = harmless_html(text)
        elif kind == "text/markdown":
            data[kind] = harmless_markdown(text)
        elif kind == "text/latex":
            data[kind] = text.replace("<", r"\lt ").replace(">", r"\gt ")
        elif kind in pictures.KINDS and _BASE64.fullmatch(text):
            data[kind] = text
        elif kind == "image/svg+xml":
            data.setdefault("text/html", _as_picture(text))
    if not data:
        data["text/plain"] = _LEFT_OUT
    new = nbformat.v4.new_output(output.output_type, data=data, metadata=_sizes(output))
    if output.output_type == "execute_result":
        new.execution_count = output.get("execution_count")
    return new


def _joined(content: Any) -> str | None:
    """Return a text that may be kept in lines, or None for what is none: outputs can be forged."""
    if isinstance(content, list) and all(isinstance(line, str) for line in content):
        return "".join(content)
    return content if isinstance(content, str) else None


def _as_picture(svg: str) -> str:
    """Return a drawing as a picture: in an ``img`` element its scripts don't run."""
    coded = base64.b64encode(svg.encode("utf-8", "replace")).decode()
    return f'<img alt="A drawing." src="data:image/svg+xml;base64,{coded}">'


def _sizes(output: NotebookNode) -> dict[str, dict[str, int]]:
    """Return the sizes of pictures, the only thing about an output that a page needs."""
    sizes = {}
    metadata = output.get("metadata")
    for kind, told in metadata.items() if isinstance(metadata, dict) else ():
        if kind in pictures.KINDS and isinstance(told, dict):
            sizes[kind] = {k: v for k in ("width", "height") if type(v := told.get(k)) is int}
    return sizes
