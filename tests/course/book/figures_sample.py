"""Pages with one figure each, made in seconds: the book's look, and the facts without running whole chapters.

Of a notebook's code those statements are run on which the figure's facts depend, as they are. What takes a chapter
minutes to learn is put in by STAND_INS.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from course.book.chapter import code_cells, shown_code
from course.book.figures import figure_of, markup, told_of_chapters
from course.book.outputs import Media

REPO = Path(__file__).resolve().parents[3]
CHAPTERS = tuple(name for name, told in told_of_chapters().items() if "figure" in told)
STAND_INS = {
    # A table that pushes where the angle, and a tenth of a second of its speed, will be.
    "cartpole_bins": """
import types
RULERS = {'equal widths': [np.linspace(-reach, reach, n + 1)[1:-1] for reach, n in zip((2.0, 2.5, 0.23, 2.9), COUNTS)]}
_angle, _spin = np.meshgrid(*(np.linspace(-1, 1, n) * reach for reach, n in ((0.21, 12), (2.6, 12))), indexing='ij')
_leans = np.broadcast_to(np.sign(_angle + 0.1 * _spin), COUNTS).reshape(-1)
peter = types.SimpleNamespace(best=np.stack([-_leans, _leans], axis=1))
""",
    # Somebody who likes dots and hates hunters.
    "ms_pacman": """
import types
_weights = np.array([0, 1, 3, 0.5, 8, 1, -1, -3, -3, -1, 1, -0.5, 0, 1.5])
_choose = lambda scene: (scene.ways[int((features(scene) @ _weights).argmax())], None)
peters = [types.SimpleNamespace(weights=_weights, choose=_choose)]
""",
    # A first layer as it is before the first lesson.
    "pixels": """
import types
_layer = types.SimpleNamespace(get_weights=lambda: [np.random.default_rng(SEED).normal(0, 0.25, (4, 4, 2, 8)), np.linspace(-0.2, 0.2, 8)])
peters = [types.SimpleNamespace(network=types.SimpleNamespace(layers=[_layer]))]
""",
}


@cache
def notebook_of(name: str) -> NotebookNode:
    """Return a chapter's source."""
    return nbformat.read(REPO / "source" / name / f"{name}.ipynb", as_version=4)


def cell_of(nb: NotebookNode, grade_id: str) -> str:
    """Return what a cell says, solved."""
    return shown_code(next(cell.source for cell in nb.cells if cell.id == grade_id))


def cut_to(nb: NotebookNode, code: str, stand_ins: str = "") -> str:
    """Return the statements of a notebook on which some code depends, in their order.

    The last one that defines a name counts, and those that add to it (`|=`); stand_ins replace both.
    """
    text = "\n".join(shown_code(cell.source) for cell in code_cells(nb))
    statements = [*_flat(ast.parse(text).body), *ast.parse(stand_ins).body]
    wanted, kept, made = _read(ast.parse(code)), set(), {}
    for i, each in enumerate(statements):
        for name in _made(each):
            made[name] = [*made.get(name, []), i] if isinstance(each, ast.AugAssign) else [i]
    while True:
        more = {i for name in wanted & made.keys() for i in made[name]} - kept
        if not more:
            return "\n".join(ast.unparse(statements[i]) for i in sorted(kept))
        kept |= more
        for i in more:
            wanted |= _read(statements[i])


def _flat(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield statements, those inside `with` and `try` as well: imports may stand there."""
    for each in body:
        yield from _flat(each.body) if isinstance(each, ast.With) else [each]


def _made(statement: ast.stmt) -> set[str]:
    """Return the names a statement at the top of a cell gives a value."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}
    if isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign):
        nodes = ast.walk(statement)
        return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return set()


def _read(node: ast.AST) -> set[str]:
    """Return the names a piece of code needs from outside; its own arguments and loops are none of them."""
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
    inner = {a.arg for a in ast.walk(node) if isinstance(a, ast.arg)}
    if not isinstance(node, ast.Assign | ast.AugAssign):
        inner |= {n.id for n in names if isinstance(n.ctx, ast.Store)}
    for part in ast.walk(node):
        if isinstance(part, ast.comprehension):
            inner |= {n.id for n in ast.walk(part.target) if isinstance(n, ast.Name)}
    return {n.id for n in names if isinstance(n.ctx, ast.Load)} - inner


def facts_of(name: str) -> dict[str, Any]:
    """Return what a figure plays with."""
    nb = notebook_of(name)
    code = figure_of(name, nb).code
    names: dict[str, Any] = {"__name__": "facts"}
    exec(cut_to(nb, code, STAND_INS.get(name, "")), names)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, names)
    return json.loads(printed.getvalue())


def solution(name: str, function: str) -> Callable[..., Any]:
    """Return a function of a chapter, as its notebook solves it, with whatever it needs of the chapter."""
    names: dict[str, Any] = {"__name__": "solution"}
    exec(cut_to(notebook_of(name), function), names)
    return names[function]


THEMES = {
    "pydata_sphinx_theme": ("theme", "pydata-sphinx-theme"),
    "sphinx_book_theme": ("sphinx-book-theme",),
}
PAGE = """<!DOCTYPE html>
<html lang="en" data-theme="light"><head><meta charset="utf-8"><title>NAME</title>
<meta name="viewport" content="width=device-width, initial-scale=1">STYLES</head>
<body><main class="bd-main"><div class="bd-content"><div class="bd-article-container"><article class="bd-article">
<h1>NAME</h1><h2>A section</h2>
FIGURE
<p>And the text goes on.</p></article></div></div></main></body></html>
"""


def lay_out(folder: Path) -> None:
    """Put into a folder what pages need to look like those of the book."""
    static = folder / "_static"
    shutil.copytree(REPO / "course" / "book" / "static", static, dirs_exist_ok=True)
    for package, files in THEMES.items():
        base = Path(find_spec(package).submodule_search_locations[0])
        for file in files:
            shutil.copy(next(base.rglob(f"styles/{file}.css")), static / f"{file}.css")


def write_page(folder: Path, name: str, facts: dict[str, Any]) -> Path:
    """Write the page of a chapter's figure, and return where it is."""
    styles = [*THEMES["pydata_sphinx_theme"], *THEMES["sphinx_book_theme"], "book", "chapter"]
    links = "".join(f'<link rel="stylesheet" href="_static/{each}.css">' for each in styles)
    media = Media(folder / "media")
    figure = markup(figure_of(name, notebook_of(name)), json.dumps(facts), media)
    figure = figure.replace(
        'class="touch-stage"', 'class="touch-stage" data-seed="7"'
    )  # of the dice
    page = folder / f"{name}.html"
    text = PAGE.replace("NAME", name).replace("STYLES", links).replace("FIGURE", figure)
    page.write_text(text, encoding="utf-8")
    return page
