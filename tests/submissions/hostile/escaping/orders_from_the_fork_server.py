# Asks the fork server for an unconfined kernel of its own, directly and through a child that is orphaned.
# shows: asked
import json
import os
import socket

order = {
    "role": "kernel",
    "confinement": {
        "limits": {},
        "folder": "/tmp",
        "readable": ["/"],
        "namespaces": False,
        "confined": False,
    },
}
for _ in range(2):
    ours, theirs = socket.socketpair()
    try:
        with socket.socket(socket.AF_UNIX) as sock:
            sock.connect(os.environ["AUTOGRADER"])
            socket.send_fds(sock, [json.dumps(order).encode()], [theirs.fileno()])
            sock.shutdown(socket.SHUT_WR)
            seen("ordered", b"canary_order_0123456789abcdef" if sock.recv(1) else b"")
    except OSError as error:
        print(error)
    if os.fork():
        break
    if os.fork():
        os._exit(0)
    os.setsid()
print("asked")
