"""Notebooks as data: read what was handed in, and fit it to the instructor's copy.

`grade` and `execute` call it before anything runs. Nothing in here executes a cell or starts a
process; of `exam` it knows only what a test cell needs.
"""
