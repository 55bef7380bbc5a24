# Answers with garbage: wrong lengths, wrong types, object arrays, pickles, shapes that lie.
# shows: not a value
import itertools
import os
import pickle
import struct

import autograder.exam.agent as agent
import msgpack


def array(*header):
    return msgpack.packb({"value": msgpack.packb(msgpack.ExtType(6, msgpack.packb(list(header))))})


bombs = itertools.cycle(
    [
        b"",
        b"\xc1",
        b"\xc0",
        msgpack.packb([]),
        msgpack.packb({"value": 7}),
        msgpack.packb({"value": b""}),
        array("|O", [1], bytes(8)),
        array("<f8", [2**31], b""),
        array("<f8", [-1], b""),
        array("<M8", [1], bytes(8)),
        array("i4,O", [1], bytes(12)),
        msgpack.packb({"value": pickle.dumps(os.system)}),
        os.urandom(500),
        msgpack.packb({"proxy": 2**63, "type": "x" * 10**6, "callable": True}),
        msgpack.packb({"error": {}}),
        msgpack.packb(
            {"error": {"type": "T", "builtin": "SystemExit", "message": "0", "traceback": 7}}
        ),
        msgpack.packb({"value": b"\x06", "changed": {2**60: b"\xc0"}}),
        msgpack.packb({"value": b"\x06", "changed": {0: b"\xc1"}}),
    ]
)


def serve(sock, *rest):
    while sock.recv(65536):
        bomb = next(bombs)
        sock.sendall(struct.pack(">I", len(bomb)) + bomb)


agent.serve = serve
# %% + shares
next(bombs)
# %% + draw
print("not a value")
