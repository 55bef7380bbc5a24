# Reports impossible changes of arguments: other types, other shapes, states of generators beyond their buffers.
import autograder.exam.agent as agent
from autograder.exam import wire

honest = agent._call
state = np.random.Generator(np.random.MT19937(1)).bit_generator.state
ruins = [
    [],
    {},
    7,
    "x",
    b"x",
    None,
    float("nan"),
    np.zeros(10**6),
    np.array(1.0),
    {"state": 7},
    {"bit_generator": []},
    {**state, "state": {**state["state"], "pos": 2**31 - 1}},
    {**state, "state": {**state["state"], "key": 1}},
    {
        "bit_generator": "PCG64",
        "state": {"state": -1, "inc": 2**999},
        "has_uint32": 2**70,
        "uinteger": -1,
    },
]
turn = iter(ruins * 100)


def call(*args):
    answer = honest(*args)
    return {
        **answer,
        "value": wire.pack(6),
        "changed": {n: wire.pack(next(turn)) for n in range(3)},
    }


agent._call = call


# %% total
def total(xs):
    return 6


# %% shares
def shares(weights):
    return weights


# %% draw
def draw(rng, sides):
    return 6
