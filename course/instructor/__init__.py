"""What an instructor needs around grading: the class on record, its files, and a sample class.

``course grade``, ``report``, ``teach`` and ``demo`` call it; grading itself is ``autograder``'s. It may
use releases, and the samples that say what differs from a perfect notebook.
"""
