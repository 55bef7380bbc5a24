# Exchanges the names of answers and tests, and gives some names that lead out of a folder.
def attack(notebook, folder):
    graded = [c.metadata.nbgrader for c in notebook.cells if "nbgrader" in c.metadata]
    names = [cell.grade_id for cell in graded]
    for cell, name in zip(graded, reversed(names)):
        cell.grade_id = name
    graded[-1].grade_id = "../../gradebook"
    graded[-2].grade_id = ["draw-tests"]
