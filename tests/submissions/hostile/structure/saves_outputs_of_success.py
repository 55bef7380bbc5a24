# Hands in outputs, scores and checksums as a perfect grading would have left them.
from nbformat.v4 import new_output


def attack(notebook, folder):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                new_output("execute_result", data={"text/plain": "1000.0"}, execution_count=1)
            ]
            cell.execution_count = 1
        cell.metadata["nbgrader_score"] = 1000
    notebook.metadata["nbgrader"] = {"score": 1000, "max_score": 7}
