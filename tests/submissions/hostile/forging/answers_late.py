# Answers just after the time is over, hoping that somebody still listens; then does so again.
# shows: was over
import time


def late():
    end = time.monotonic() + SECONDS + 0.2
    while time.monotonic() < end:
        try:
            time.sleep(0.05)
        except KeyboardInterrupt:
            continue


# %% total
def total(xs):
    late()
    return sum(xs)


# %% draw
def draw(rng, sides):
    late()
    return int(rng.integers(1, sides + 1))
