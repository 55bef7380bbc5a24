# Takes memory that belongs to no process: System V segments and memory files, filled and let go of.
# shows: nothing could be hidden | ended the kernel
import ctypes
import os
import time

libc, held = ctypes.CDLL(None, use_errno=True), 0
libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
libc.shmat.restype, libc.shmdt.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
megabytes = 10
for _ in range(MEMORY // megabytes + 5):
    segment = libc.shmget(0, megabytes * 2**20, 0o1600)
    if segment >= 0:
        place = libc.shmat(segment, 0, 0)
        ctypes.memset(place, 1, megabytes * 2**20)
        libc.shmdt(place)
        held += megabytes
files = []
for _ in range(MEMORY // megabytes + 5):
    try:
        files.append(os.memfd_create("hidden"))
        held += os.write(files[-1], bytes(megabytes * 2**20)) // 2**20
    except OSError:
        break
time.sleep(0.3)
print("nothing " + "could be hidden" if held == 0 else f"{held} MB of {MEMORY}")
