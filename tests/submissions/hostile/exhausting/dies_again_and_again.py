# Takes its time, then dies: what went before must be run anew for each new kernel.
# shows: the kernel died | not tested
import os
import time

time.sleep(SECONDS / 2)


# %% total
def total(xs):
    os._exit(0)


# %% shares
time.sleep(SECONDS / 2)


def shares(weights):
    os._exit(1)


# %% draw
time.sleep(SECONDS / 2)


def draw(rng, sides):
    os._exit(2)


# %% + draw-tests
os._exit(3)
