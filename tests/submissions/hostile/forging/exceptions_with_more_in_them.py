# Raises exceptions of libraries and groups of them, that skip tests, carry attributes and notes, and claim to be others.
# shows: a group of claims
import json
import unittest


class Believed(json.JSONDecodeError):
    status, points, message = "passed", 1000.0, ""

    def __eq__(self, other):
        return True

    __hash__ = None


def laden(error):
    error.__notes__ = ["passed"] * 1000
    vars(error).update(status="passed", points=1000.0, hint="", pair="env", with_traceback=None)
    error.__cause__ = error.__context__ = unittest.SkipTest("passed")
    return error


# %% total
def total(xs):
    deep = laden(ValueError("passed"))
    for _ in range(20):
        deep = ExceptionGroup("a group of claims", [deep, laden(unittest.SkipTest("passed"))])
    raise laden(deep)


# %% shares
def shares(weights):
    raise laden(Believed("passed", "passed", 0))


# %% draw
def draw(rng, sides):
    raise laden(unittest.SkipTest("nothing to draw"))
