# Turns the notebook upside down, so that tests come before what they test.
def attack(notebook, folder):
    notebook.cells.reverse()
