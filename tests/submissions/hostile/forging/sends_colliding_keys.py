# Answers with a set of numbers that all have the same hash, so that to rebuild it takes for ever.
# shows: keys that collide
import struct

import autograder.exam.agent as agent
import msgpack

prime = 2**61 - 1
keys = b"".join(
    msgpack.packb(msgpack.ExtType(4, (prime * (n + 9)).to_bytes(12, "big", signed=True)))
    for n in range(200_000)
)
crowd = msgpack.packb(msgpack.ExtType(2, b"\xdd" + struct.pack(">I", 200_000) + keys))
answer = msgpack.packb({"value": crowd})


def serve(sock, *rest):
    while sock.recv(65536):
        sock.sendall(struct.pack(">I", len(answer)) + answer)


honest, agent.serve = agent.serve, serve
# %% + total-tests
agent.serve = honest
