"""What Sphinx learns from us: blanks in code, boxes made of quotations that speak to the reader, a page's description."""

from __future__ import annotations

import html
import re
from typing import Any

from docutils import nodes
from pygments.lexer import bygroups, inherit
from pygments.lexers.python import PythonLexer
from pygments.token import Generic
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

ALERT = re.compile(r"^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*")
KINDS = {  # by the bold words a quotation begins with, else by the kind of GitHub's alert
    "predict": "predict",
    "careful": "careful",
    "how to work": "work",
    "note": "work",
    "tip": "predict",
    "important": "careful",
    "warning": "careful",
    "caution": "careful",
}


class BlanksLexer(PythonLexer):
    """Python in which `<YOUR CODE: hint>` is something to be filled in, not an error."""

    name = "Python with blanks"
    aliases = ("blanks",)
    tokens = {  # noqa: RUF012  (Pygments wants it so)
        "root": [(r"<YOUR CODE(?:: [^\n]*?)?>(?=[\s:,;)\]}]*(?:#|$))", Generic.Emph), inherit],
        "expr": [(r"(<YOUR CODE(?:: [^\n>]*)?>)", bygroups(Generic.Emph)), inherit],
    }


class Callout(nodes.General, nodes.Element):
    """A word to the reader, set apart: *predict, then run*; *careful*; *how to work*."""


def visit_callout(self: HTML5Translator, node: Callout) -> None:
    """Open the box."""
    self.body.append(f'<div class="callout {node["kind"]}" role="note">')


def depart_callout(self: HTML5Translator, node: Callout) -> None:
    """Close the box."""
    self.body.append("</div>\n")


def box_quotations(app: Sphinx, doctree: nodes.document) -> None:
    """Turn `> **Careful.** …` and `> [!NOTE] …` into boxes; other quotations stay quotations."""
    for quote in list(doctree.findall(nodes.block_quote)):
        first = quote.children[0] if quote.children else None
        if not isinstance(first, nodes.paragraph):
            continue
        alert = _take_alert(first)
        bold = next((child for child in first.children if child.astext().strip()), None)
        words = bold.astext().lower() if isinstance(bold, nodes.strong) else ""
        kind = next((KINDS[start] for start in KINDS if words.startswith(start)), None)
        kind = kind or KINDS.get(alert) or ("work" if words.endswith(".") else None)
        if kind:
            if isinstance(bold, nodes.strong):
                bold["classes"].append("callout-title")
            quote.replace_self(Callout("", *quote.children, kind=kind))


def describe(
    app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put into the head of a chapter's page what search engines show of it."""
    about = app.config.html_context["book"]["about"].get(name)
    if about:
        said = html.escape(" ".join(about.split()))
        context["metatags"] = f'<meta name="description" content="{said}">\n{context["metatags"]}'


def leave_formulas(app: Sphinx, doctree: nodes.document) -> None:
    """Hand display formulas to MathJax as they are, as JupyterLab does.

    Sphinx would put each that has a line break into an environment `split`, where no `\\tag` may stand.
    """
    for formula in doctree.findall(nodes.math_block):
        if not formula.get("nowrap"):
            formula["nowrap"] = True
            formula.replace(formula.children[0], nodes.Text(rf"\[{formula.astext()}\]"))


def _take_alert(paragraph: nodes.paragraph) -> str:
    """Cut `[!NOTE]` off a paragraph and return its kind, in small letters; "" if there is none."""
    first = next((child for child in paragraph.children if child.astext().strip()), None)
    if not isinstance(first, nodes.Text) or not (found := ALERT.match(first)):
        return ""
    rest = first[found.end() :]
    if rest:
        paragraph.replace(first, nodes.Text(rest))
    else:
        paragraph.remove(first)
    return found[1].lower()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register everything with Sphinx."""
    app.add_lexer("blanks", BlanksLexer)
    app.add_node(Callout, html=(visit_callout, depart_callout))
    app.connect("doctree-read", box_quotations)
    app.connect("doctree-read", leave_formulas)
    app.connect("html-page-context", describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
