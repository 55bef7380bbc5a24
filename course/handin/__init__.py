"""What a class hands in: from what a learning platform gives to ``submitted/``, with nothing lost and nobody guessed.

``course roster`` and ``course collect`` live here. They read files of strangers: sizes, numbers and paths are
bounded before anything is read, nothing is run, and nothing that was there is gone afterwards.
"""
