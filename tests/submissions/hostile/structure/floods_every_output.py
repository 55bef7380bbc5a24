# Prints almost as much as a cell may in each of thirty cells, with a letter that makes the rest wide.
# shows: outputs beyond 3 MB
from nbformat.v4 import new_code_cell

FLOOD = "print('\N{GRINNING FACE}' + 'x' * 900_000)"


def attack(notebook, folder):
    notebook.cells[2:2] = [new_code_cell(FLOOD, id=f"flood-{n}") for n in range(30)]
