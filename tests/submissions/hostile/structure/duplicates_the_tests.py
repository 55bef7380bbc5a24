# Puts an easier copy of each test, with the same name, before and behind the true one.
import copy


def attack(notebook, folder):
    for cell in list(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade"):
            easy = copy.deepcopy(cell)
            easy.source = "assert True"
            place = notebook.cells.index(cell)
            notebook.cells[place : place + 1] = [easy, cell, copy.deepcopy(easy)]
