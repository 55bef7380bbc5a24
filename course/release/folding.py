"""What students see of machinery when a notebook opens: one line, and its output; a click shows the code.

The line that stays in sight is the first one of the cell, so it is a comment that says what is checked
or shown.

JupyterLab and Notebook 7 read ``jupyter.source_hidden`` (nbformat 4.4; seen in JupyterLab 4.6).
Colab reads ``cellView``; the line it shows above *Show code* would have to begin with ``#@title``,
which our comments don't, for the sake of all other readers (googlecolab/colabtools#2154). VS Code
reads neither and has nothing of its own: it keeps such metadata and shows the code
(extensions/ipynb/src/deserializers.ts; microsoft/vscode#158716, closed as not planned).
"""

from __future__ import annotations

from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_grade, is_solution

PROPS = "props"  # tag of a cell that only tests need
FOLDED = "folded"  # tag of other machinery: imports, helpers, the code behind a picture or a study
SHOWCASE = "showcase"  # tag of a cell that only shows something
SKIPPED = "skip-execution"  # tag of cells that nbclient, and so the button Validate, passes over


def is_machinery(cell: NotebookNode) -> bool:
    """Say whether a cell is a test cell, a prop, or tagged to open folded: never one to write in."""
    if cell.cell_type != "code" or is_solution(cell):
        return False
    return bool(is_grade(cell)) or not {PROPS, FOLDED}.isdisjoint(cell.metadata.get("tags", []))


def fold(cell: NotebookNode) -> None:
    """Fold machinery, in place, in the words of each editor; and let Validate pass over showcases."""
    if is_machinery(cell):
        cell.metadata["jupyter"] = NotebookNode(source_hidden=True)  # JupyterLab, Notebook 7
        cell.metadata["cellView"] = "form"  # Colab
    tags = cell.metadata.get("tags", [])
    if SHOWCASE in tags and SKIPPED not in tags:
        cell.metadata["tags"] = [*tags, SKIPPED]
