# Bends everything the notebook format leaves open: repeated ids, odd types, huge names, strange characters.
def attack(notebook, folder):
    for cell in notebook.cells:
        cell["id"] = "same"
        cell.metadata["tags"] = ["x" * 100_000, "\u202e", "setup\n"]
        cell.metadata["nested"] = {"a": [[[[[[]]]]]] * 1000}
    notebook.cells[1].metadata["nbgrader"] = []
    notebook.cells[2].source = "\x00\u2028\ufeff" + notebook.cells[2].source
    notebook.cells[3].metadata.setdefault("nbgrader", {})["grade_id"] = "total-tests\x00"
    notebook.nbformat_minor = 999
