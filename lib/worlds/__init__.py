"""What there is to learn in: bandits, Markov decision processes, Peter's clearing, the wolf fight.

Notebooks, pictures and checks call them. Worlds import numpy and gymnasium and know no pictures: a
world as one watches it is in `lib.pictures.envs`.
"""
