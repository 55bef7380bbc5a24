# Hands in almost as many cells as are read, each of which shows a little.
from nbformat.v4 import new_code_cell


def attack(notebook, folder):
    notebook.cells[1:1] = [new_code_cell(f"x = {n}\nx", id=f"many-{n}") for n in range(1900)]
