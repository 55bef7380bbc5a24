# Leaves daemons, and itself goes on, under names that are no text and look like the end of a name.
# shows: renamed
import ctypes
import os
import time

libc = ctypes.CDLL(None)
for name in (b"\xff\xfe\x80", b"a) R 1 1", b") S \xe9 (", b"\n\n) Z\xc3"):
    if os.fork() == 0:
        os.setsid()
        libc.prctl(15, name, 0, 0, 0)
        if os.fork() == 0:
            time.sleep(3600)
        time.sleep(3600)
libc.prctl(15, b"\xff) Z 1\xfe", 0, 0, 0)
print("renamed")
