# Hands in a hundred thousand empty cells, which take little on the disk and much in memory.
# refused: cells (at most 2,000)
def attack(notebook, folder):
    notebook.cells += [{"cell_type": "raw"}] * 100_000
