# Turns tests into Markdown and raw cells, and prose into code.
def attack(notebook, folder):
    for number, cell in enumerate(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.cell_type = ("markdown", "raw")[number % 2]
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
        elif cell.cell_type == "markdown":
            cell.cell_type = "code"
            cell.update(outputs=[], execution_count=None, source="1000.0")
