"""What there is to learn in: bandits, Markov decision processes, Peter's clearing, the wolf fight,
CartPole seen from outside.

Notebooks, pictures and checks call them. Worlds import numpy and gymnasium, the frames of CartPole
OpenCV too, and nothing of `lib.pictures`: a world as one watches it is in `lib.pictures.envs`.
"""
