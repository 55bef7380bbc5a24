# Returns generators, iterators and callables that say something else each time they are asked.
import itertools


class Fickle:
    answers = itertools.cycle([6, 1.0, True, None])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.answers)

    __call__ = lambda self, *args: next(self.answers)
    __getitem__ = lambda self, key: next(self.answers)
    __len__ = lambda self: 2


# %% total
total = Fickle()


# %% shares
def shares(weights):
    yield from itertools.repeat(1.0)


# %% draw
def draw(rng, sides):
    return itertools.count()
