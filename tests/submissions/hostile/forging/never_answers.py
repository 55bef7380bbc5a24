# The tested function sleeps for ever and swallows every interrupt.
# shows: was over
# %% total
import time


def total(xs):
    while True:
        try:
            time.sleep(3600)
        except BaseException:
            continue
