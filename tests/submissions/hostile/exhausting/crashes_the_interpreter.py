# Ends the kernel by a segmentation fault, an abort and an exit, in every test and between them.
# shows: the kernel ended
# %% total
import ctypes
import os


def total(xs):
    ctypes.string_at(0)


# %% shares
def shares(weights):
    os.abort()


# %% draw
def draw(rng, sides):
    os._exit(0)
