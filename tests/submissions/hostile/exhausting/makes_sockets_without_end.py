# Makes sockets by the thousand, in the folder of the kernel's own, and pairs that nobody empties.
# shows: of memory
import os
import socket
import time

try:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(os.path.join(os.path.dirname(os.environ["HOME"]), "sockets", "mine"))
except OSError as error:
    print(error)
for _ in range(30):
    if os.fork() == 0:
        break
pairs = []
try:
    while True:
        pairs.append(socket.socketpair())
        for one in pairs[-1]:
            one.setblocking(False)
            try:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**30)
            except OSError as error:
                print("larger:", error)
            try:
                while one.send(bytes(2**16)):
                    continue
            except BlockingIOError:
                continue  # full
except OSError as error:
    print(error)
time.sleep(60)
