"""One file an assignment, named like it: its own pictures, and the stand-ins that its checks use.

Its notebook imports it as `chapter`. A file `…_cases` beside it holds the numbers its checks show.
Never a solution, and never an oracle that decides points: students can read all of it. It may use
worlds and pictures.
"""
