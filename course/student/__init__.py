"""What a student presses: a private copy of the notebooks in JupyterLab, and the visible checks.

``course learn`` and ``course check`` live here. Everything runs with the student's own rights, in a
folder of theirs; nothing in here knows a solution, a hidden test or a gradebook.
"""
