# Hands in the notebook without its test cells.
def attack(notebook, folder):
    notebook.cells = [c for c in notebook.cells if not c.metadata.get("nbgrader", {}).get("grade")]
