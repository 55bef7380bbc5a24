# Computes in as many processes as it may have, each in a session of its own, to starve its neighbours.
# shows: of processor time
import os

for _ in range(PROCESSES - 16):
    if os.fork() == 0:
        os.setsid()
        while True:
            pass
while True:
    pass
