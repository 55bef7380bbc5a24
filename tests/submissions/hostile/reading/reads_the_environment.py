# Looks for tokens in the environment: Python's, the C library's, a child's and the one on the stack.
# shows: searched
import ctypes
import os
import subprocess

environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
names = []
while environ[len(names)]:
    names.append(environ[len(names)])
seen(
    "searched",
    repr(os.environ),
    *names,
    open("/proc/self/environ", "rb").read(),
    subprocess.run(["env"], capture_output=True).stdout,
    subprocess.run(["sh", "-c", "set; cat /proc/$PPID/environ"], capture_output=True).stdout,
)
