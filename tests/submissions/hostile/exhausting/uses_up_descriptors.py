# Opens files, pipes, sockets and event descriptors until none is left, even for the kernel itself.
# shows: Too many open files
import os
import socket

hoard = []
for make in (lambda: open("/dev/null"), os.pipe, socket.socketpair, lambda: os.eventfd(0)):
    try:
        while True:
            hoard.append(make())
    except OSError:
        continue
print("hoarded", len(hoard))
