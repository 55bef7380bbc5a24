"""Imports of a test cell that are done in the student's process: modules the notebook writes, and ``pyplot``."""

from __future__ import annotations

import ast

IMPORT = "__import_of_student__"


class Importing(ast.NodeTransformer):
    """Has modules that only the student has imported where they are, in the student's process."""

    def __init__(self, modules: frozenset[str]) -> None:
        self._modules = modules

    def visit_Import(self, node: ast.Import) -> list[ast.stmt]:
        """Give each such module its name."""
        made: list[ast.stmt] = []
        for alias in node.names:
            if alias.name in self._modules:
                text = f"{alias.asname or alias.name} = {IMPORT}({alias.name!r})"
                made += ast.parse(text).body
            else:
                made.append(ast.Import([alias]))
        return made

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt | list[ast.stmt]:
        """Give each thing of such a module its name."""
        if node.level or node.module not in self._modules:
            return node
        lines = [
            f"{a.asname or a.name} = {IMPORT}({node.module!r}).{a.name}"
            for a in node.names
            if a.name != "*"
        ]
        return ast.parse("\n".join(lines)).body or [ast.Pass()]


class Drawing(ast.NodeTransformer):
    """Has the student's ``pyplot`` under the names of the test's."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def visit_Module(self, node: ast.Module) -> ast.Module:
        """Import it first, and then no more."""
        self.generic_visit(node)
        text = "\n".join(f"{name} = {IMPORT}('matplotlib.pyplot')" for name in sorted(self._names))
        node.body[:0] = ast.parse(text).body
        return node

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> ast.stmt:
        """Leave the names out of an import."""
        left = [a for a in node.names if (a.asname or a.name) not in self._names]
        node.names = left
        return node if left else ast.Pass()

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt:
        """Leave the names out of an import."""
        return self.visit_Import(node)
