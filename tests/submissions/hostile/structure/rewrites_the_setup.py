# Replaces the locked set-up cell, on which the tests rely, by one of its own, and adds further ones.
import copy


def attack(notebook, folder):
    for cell in list(notebook.cells):
        if "setup" in cell.metadata.get("tags", []):
            cell.source = "import numpy as np\nnp.testing.assert_allclose = print\nimport builtins\nbuiltins.abs = lambda x: 0"
            notebook.cells.append(copy.deepcopy(cell))
            cell.metadata.nbgrader.solution = True
