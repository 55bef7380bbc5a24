# Hands in metadata of six million empty lists: 24 MB on the disk, many times that in memory.
# refused: memory to read
def attack(notebook, folder):
    notebook.metadata["lists"] = [[]] * 6_000_000
