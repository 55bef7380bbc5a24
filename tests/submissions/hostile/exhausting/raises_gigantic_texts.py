# Raises exceptions with enormous texts, names and chains, in a cell and while it is tested.
# shows: GiganticError
# %% total
class GiganticError(Exception):
    def __str__(self):
        return "x" * 50_000_000


def total(xs):
    raise GiganticError


# %% shares
def shares(weights):
    raise ValueError("y" * 50_000_000) from GiganticError()


# %% draw
def draw(rng, sides):
    return 0


raise type("Z" * 10_000, (Exception,), {})("z" * 900_000)
