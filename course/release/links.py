"""Links within a notebook that work where students read it.

JupyterLab 4.6 finds a heading by a link only if its name is plain ASCII: the browser hands it the name with
all else percent-encoded, and it looks for it as it comes. Every heading of an exercise has a `·`. A link
to the *cell* (``#cell-id=…``, JupyterLab and Notebook 7) works whatever its heading is called.
"""

from __future__ import annotations

import re

from nbformat.notebooknode import NotebookNode

HEADING = re.compile(r"^(#{1,3}) +(.+?)[ #]*$", re.MULTILINE)
LINK = re.compile(r"\]\(#(?P<name>[^)\s]+)\)")


def anchor(heading: str) -> str:
    """Return the id that JupyterLab gives a heading, so that one link serves there and here."""
    plain = re.sub(r"[*`]|\$", "", heading)
    return plain.strip().replace(" ", "-")


def to_cells(nb: NotebookNode) -> None:
    """Lead links to headings that JupyterLab would not find to their cells, in place; cells have ids."""
    texts = [cell for cell in nb.cells if cell.cell_type == "markdown"]
    homes = {
        anchor(heading[2]): cell.id
        for cell in reversed(texts)
        for heading in HEADING.finditer(cell.source)
    }

    def led(link: re.Match[str]) -> str:
        name = link["name"]
        lost = name in homes and not name.isascii()
        return f"](#cell-id={homes[name]})" if lost else link[0]

    for cell in texts:
        cell.source = LINK.sub(led, cell.source)
