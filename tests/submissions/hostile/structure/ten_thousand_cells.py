# Hands in ten thousand cells, most of which do a little.
# refused: cells (at most 2,000)
from nbformat.v4 import new_code_cell


def attack(notebook, folder):
    notebook.cells[1:1] = [new_code_cell(f"x = {n}\nx", id=f"many-{n}") for n in range(10_000)]
