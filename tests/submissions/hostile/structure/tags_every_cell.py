# Tags all its cells as set-up, in-kernel and showcase, so that they would be trusted or let off.
from nbformat.v4 import new_code_cell


def attack(notebook, folder):
    notebook.cells.insert(
        0,
        new_code_cell(
            "import builtins\nbuiltins.AssertionError = Exception\nabs = all = lambda x: 0"
        ),
    )
    for cell in notebook.cells:
        cell.metadata["tags"] = [
            "setup",
            "in-kernel",
            "showcase",
            "skip-execution",
            "raises-exception",
        ]
