# Marks answers as tests, tests as answers, and everything as locked, graded, solved and a task at once.
def attack(notebook, folder):
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        mark.update(
            grade=not mark.get("grade"),
            solution=not mark.get("solution"),
            locked=True,
            task=True,
            points=1000,
        )
        if cell.cell_type == "code":
            cell.source = "total = lambda xs: 6\n1000.0"
