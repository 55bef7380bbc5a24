"""One right notebook, as tools and people leave it: what each way does to the file.

What editors write is written as their own documentation and public notebooks show it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

Notebook = dict[str, Any]
Cell = dict[str, Any]
RIGHT = {
    "hw-double": "def helper(x):\n    return x + x\n\ndef double(x):\n    return helper(x)",
    "hw-triple": "def triple(x):\n    return 3 * x",
    "hw-why": "Twice and thrice.\n\nBecause.",
}
HELPER, DOUBLE = RIGHT["hw-double"].split("\n\n")


def solved(released: Notebook) -> Notebook:
    """Return the released notebook with every answer right."""
    made = copy.deepcopy(released)
    for cell in made["cells"]:
        cell["source"] = RIGHT.get(cell["id"], cell["source"])
    return made


def at(made: Notebook, name: str) -> int:
    return next(n for n, cell in enumerate(made["cells"]) if cell.get("id") == name)


def code(source: str, **metadata: Any) -> Cell:
    made = {"cell_type": "code", "execution_count": None, "id": "new", "metadata": metadata}
    return made | {"outputs": [], "source": source}


def split(name: str, *sources: str) -> Callable[[Notebook], None]:
    """Split a cell as JupyterLab does: each part keeps all metadata, the first one its id."""

    def change(made: Notebook) -> None:
        place = at(made, name)
        old = made["cells"].pop(place)
        parts = [copy.deepcopy(old) | {"source": source} for source in sources]
        for number, part in enumerate(parts[1:]):
            part["id"] = f"part-{number}"
        made["cells"][place:place] = parts

    return change


def merge(*names: str) -> Callable[[Notebook], None]:
    """Merge neighbours as JupyterLab does: the first one's metadata stay."""

    def change(made: Notebook) -> None:
        cells = [made["cells"][at(made, name)] for name in names]
        cells[0]["source"] = "\n\n".join(cell["source"] for cell in cells)
        made["cells"] = [cell for cell in made["cells"] if not any(cell is x for x in cells[1:])]

    return change


def retype(name: str, kind: str) -> Callable[[Notebook], None]:
    def change(made: Notebook) -> None:
        cell = made["cells"][at(made, name)]
        for key in ("outputs", "execution_count"):
            cell.pop(key, None)
        cell["cell_type"] = kind
        if kind == "code":
            cell |= {"outputs": [], "execution_count": None}

    return change


def move(name: str, to: int) -> Callable[[Notebook], None]:
    def change(made: Notebook) -> None:
        made["cells"].insert(to, made["cells"].pop(at(made, name)))

    return change


def delete(name: str) -> Callable[[Notebook], None]:
    return lambda made: made["cells"].pop(at(made, name))


def put(name: str, source: str) -> Callable[[Notebook], None]:
    return lambda made: made["cells"][at(made, name)].update(source=source)


def behind(name: str, *cells: Cell) -> Callable[[Notebook], None]:
    def change(made: Notebook) -> None:
        place = at(made, name) + 1
        made["cells"][place:place] = copy.deepcopy(list(cells))

    return change


def copied(name: str, source: str | None = None) -> Callable[[Notebook], None]:
    """Copy a cell to the end, metadata and all."""

    def change(made: Notebook) -> None:
        cell = copy.deepcopy(made["cells"][at(made, name)])
        made["cells"].append(
            cell | {"id": "copy", "source": cell["source"] if source is None else source}
        )

    return change


def twice(made: Notebook) -> None:
    again = copy.deepcopy(made["cells"])
    for number, cell in enumerate(again):
        cell["id"] = f"again-{number}"
    made["cells"] += again


def every(change: Callable[[int, Cell], None]) -> Callable[[Notebook], None]:
    def changed(made: Notebook) -> None:
        for number, cell in enumerate(made["cells"]):
            change(number, cell)

    return changed


def without_ids(minor: int) -> Callable[[Notebook], None]:
    def change(made: Notebook) -> None:
        made["nbformat_minor"] = minor
        for cell in made["cells"]:
            cell.pop("id")

    return change


def colab(made: Notebook) -> None:
    made["nbformat_minor"] = 0
    made["metadata"] |= {
        "colab": {"provenance": [], "toc_visible": True},
        "accelerator": "GPU",
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
    }
    for number, cell in enumerate(made["cells"]):
        cell.pop("id")
        cell["metadata"] |= {"id": f"Xy{number}aZ_q0"}
        if cell["cell_type"] == "code":
            extra = {"colab": {"base_uri": "https://localhost:8080/", "height": 35}}
            cell["metadata"] |= {**extra, "outputId": f"0f{number}", "cellView": "form"}


def vs_code(made: Notebook) -> None:
    made["metadata"] |= {"vscode": {"interpreter": {"hash": "31f2aee4e71d"}}, "orig_nbformat": 4}
    for cell in made["cells"]:
        cell["metadata"] |= {"vscode": {"languageId": "python"}}


def kaggle(made: Notebook) -> None:
    made["nbformat_minor"] = 4
    sources = [{"sourceId": 1, "sourceType": "datasetVersion"}]
    made["metadata"] |= {"kaggle": {"accelerator": "none", "dataSources": sources}}
    for number, cell in enumerate(made["cells"]):
        cell.pop("id")
        uuid = f"8f2839f25d086af736a60e9eeb907d3b93b6e0e{number % 10}"
        cell["metadata"] |= {"_uuid": uuid, "_cell_guid": f"b1076dfc-b9ad-4769-8c92-{number:012d}"}
        cell["metadata"] |= {"trusted": True, "execution": {"shell.execute_reply": "2026-01-01"}}


def pycharm(made: Notebook) -> None:
    made["nbformat_minor"] = 0
    for cell in made["cells"]:
        cell.pop("id")
        cell["metadata"] |= {
            "collapsed": False,
            "pycharm": {"name": "#%%\n", "is_executing": False},
        }


def deepnote(made: Notebook) -> None:
    made["metadata"] |= {"deepnote": {}, "deepnote_execution_queue": []}
    for number, cell in enumerate(made["cells"]):
        kind = "code" if cell["cell_type"] == "code" else "markdown"
        cell["metadata"] |= {"cell_id": f"{number:032x}", "deepnote_cell_type": kind}


def stripped(number: int, cell: Cell) -> None:
    cell["metadata"] = {}


def renumbered(number: int, cell: Cell) -> None:
    cell["id"] = str(number)


def run(number: int, cell: Cell) -> None:
    if cell["cell_type"] == "code":
        stream = {"output_type": "stream", "name": "stdout", "text": ["12\n"]}
        cell |= {"execution_count": number + 1, "outputs": [stream]}


def bare(number: int, cell: Cell) -> None:
    for key in ("outputs", "execution_count"):
        cell.pop(key, None)


def odd(number: int, cell: Cell) -> None:
    cell |= {"comment": "?", "collapsed": True}
    cell["metadata"] |= {"tags": [], "deletable": True, "scrolled": "auto", "x": {"y": [1, None]}}


def magic(made: Notebook) -> None:
    made["cells"].insert(0, code("%matplotlib inline\n!echo ready"))


CHANGES: dict[str, Callable[[Notebook], object]] = {
    "as it is": lambda made: None,
    "a solution split in two": split("hw-double", HELPER, DOUBLE),
    "a solution split from what tries it": split("hw-double", RIGHT["hw-double"], "print(double(3))"),
    "a test split": split("hw-double-tests", "assert double(2) == 4", "assert double(0) == 0"),
    "an answer split": split("hw-why", "Twice and thrice.", "Because."),
    "a copy of comments only": copied("hw-double", "# tried this first\n# and that"),
    "a copy of the same": copied("hw-triple"),
    "a copied test": copied("hw-triple-tests"),
    "everything twice": twice,
    "solution and test merged": merge("hw-double", "hw-double-tests"),
    "two exercises merged": merge("hw-double", "hw-double-tests", "hw-triple"),
    "a test that is text": retype("hw-double-tests", "markdown"),
    "a test that is raw": retype("hw-triple-tests", "raw"),
    "a solution that is text": retype("hw-triple", "markdown"),
    "an answer that is code": retype("hw-why", "code"),
    "a test above its solution": move("hw-double-tests", 1),
    "all tests at the end": lambda made: [
        move(name, len(made["cells"]) - 1)(made) for name in ("hw-double-tests", "hw-triple-tests")
    ],
    "backwards": lambda made: made["cells"].reverse(),
    "without a test": delete("hw-triple-tests"),
    "without the set-up": delete("hw-setup"),
    "the helper in a cell of its own": lambda made: [
        put("hw-double", DOUBLE)(made), made["cells"].insert(at(made, "hw-double"), code(HELPER))
    ],
    "cells between": behind("hw-double", code("double(7)"), code("print(double(1))")),
    "an error between": behind("hw-double", code("1 / 0")),
    "a command first": magic,
    "Colab": colab,
    "VS Code": vs_code,
    "Kaggle": kaggle,
    "PyCharm": pycharm,
    "Deepnote": deepnote,
    "without any metadata": every(stripped),
    "ids counted anew": every(renumbered),
    "run, with outputs": every(run),
    "no outputs at all": every(bare),
    "fields that nobody knows": every(odd),
    "format 4.0": without_ids(0),
    "format 4.2": without_ids(2),
    "format 4.4": without_ids(4),
    "format 4.5 without ids": without_ids(5),
    "without a solution": delete("hw-double"),
    "wrong": put("hw-triple", "def triple(x):\n    return 0"),
    "half right": put("hw-triple", "def triple(x):\n    return 3 * x if x > 0 else 0"),
    "two halves that contradict": split("hw-triple", RIGHT["hw-triple"], "def triple(x): return 0"),
    "untouched": lambda made: None,
}  # fmt: skip
FEWER = {  # points of 5, where they are not all
    "without a solution": 3.0,
    "wrong": 2.0,
    "half right": 3.0,
    "two halves that contradict": 2.0,
    "untouched": 0.0,
}
WRITTEN: dict[str, Callable[[str], bytes]] = {
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "lines that end as on Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "on one line": lambda text: json.dumps(json.loads(text)).encode(),
    "in plain ASCII": lambda text: json.dumps(json.loads(text), ensure_ascii=True).encode(),
    "sources as lists": lambda text: json.dumps(_with_sources(text, _as_list)).encode(),
    "sources with Windows' line ends": lambda text: json.dumps(_with_sources(text, _crlf)).encode(),
}


def _with_sources(text: str, change: Callable[[str], Any]) -> Notebook:
    made = json.loads(text)
    for cell in made["cells"]:
        cell["source"] = change(cell["source"])
    return made


def _as_list(source: str) -> list[str]:
    return source.splitlines(keepends=True)


def _crlf(source: str) -> str:
    return source.replace("\n", "\r\n")


def left(released: Notebook) -> dict[str, bytes]:
    """Return the file that each way leaves."""
    found = {}
    for name, change in CHANGES.items():
        made = copy.deepcopy(released) if name == "untouched" else solved(released)
        change(made)
        found[name] = json.dumps(made, indent=1, ensure_ascii=False).encode()
    plain = json.dumps(solved(released), indent=1, ensure_ascii=False)
    return found | {name: write(plain) for name, write in WRITTEN.items()}
