# Makes socket files by the thousand in the one folder that lies on the machine's own disk.
# shows: made
import os
import socket

made, folder = 0, os.path.join(os.path.dirname(os.environ["HOME"]), "sockets")
try:
    for made in range(2_000):
        with socket.socket(socket.AF_UNIX) as sock:
            sock.bind(f"{folder}/s{made}")
except OSError as error:
    print(error)
print("made", made, "sockets")
