"""What holds for the whole of lib."""

import ast
from pathlib import Path

import pytest

import lib

FILES = sorted(Path(lib.__file__).parent.rglob("*.py"))


def public(parent):
    """Yield what a reader may use: public functions and classes, and the public methods of these."""
    for node in parent.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_every_module_function_and_class_has_a_docstring_of_whole_sentences(path):
    tree = ast.parse(path.read_text())
    for node in [tree, *public(tree)]:
        text = ast.get_docstring(node)
        assert text, getattr(node, "name", path.name)
        assert text.splitlines()[0].endswith((".", ":", ","))
