# Hands in prose of many megabytes, of letters that take four bytes each.
# refused: MB of text
from nbformat.v4 import new_markdown_cell


def attack(notebook, folder):
    prose = "\N{GRINNING FACE}" + "the answer is six. " * 300_000
    notebook.cells += [new_markdown_cell(prose)] * 3
