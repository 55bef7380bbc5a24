# Sends members, records and objects of the instructor's classes where there are none, by every name that might do.
# shows: something that is not a value
import msgpack

import autograder.exam.agent as agent
from autograder.exam import wire
from autograder.exam.library import ofnotebook

tries = [
    [f"notebook.{kind}", [name, content]]
    for name in ("total", "np", "__builtins__", "__classes__", "__kind_of__", "int", "Exception")
    for kind in ("member", "record", "dataclass")
    for content in ("__class__", 6, [6], {"__eq__": 6}, {})
]
honest = agent._answer


def answer(request, namespace):
    if request.get("op") != "call" or not tries:
        return honest(request, namespace)
    packed = msgpack.packb(msgpack.ExtType(8, msgpack.packb(tries.pop(0))))
    return {"value": packed}


ofnotebook.tell(["total", "shares", "draw"], globals())
agent._answer = answer


# %% total
def total(xs):
    return wire


# %% shares
def shares(weights):
    return [wire] * len(weights)


# %% draw
def draw(rng, sides):
    return wire
