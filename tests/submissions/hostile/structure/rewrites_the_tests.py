# Replaces the source of every test by something that always passes and names its own points.
def attack(notebook, folder):
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source = "print('hostile')\n1000.0"
